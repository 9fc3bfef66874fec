# The help in real pwsh: every example of every page with the real cmdlets, and how Get-Help shows it all.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
    # The build holds the code of every other language to that of these.
    $script:Pages = Get-ChildItem "$(Get-RepositoryRoot)/docs/en-US/*.md" | ForEach-Object { @{ Page = $_.BaseName; File = $_.FullName } }
    $script:Shown = foreach ($width in 80, 120) {
        foreach ($language in 'en-US', 'es-CL') { @{ Width = $width; Language = $language } }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force

    # The blocks of PowerShell on a page, with what the comment above each declares.
    function Get-Example([string] $File) {
        $fence = '(?ms)^(?:<!-- (?<declared>[^\n]*?) -->\n)?```powershell\n(?<code>.*?)^```'
        foreach ($match in [regex]::Matches((Get-Content -LiteralPath $File -Raw).ReplaceLineEndings("`n"), $fence)) {
            $code = $match.Groups['code'].Value
            [pscustomobject]@{ Code = $code; Declared = $match.Groups['declared'].Value; IsWhole = $code -match '(?m)^exit ' }
        }
    }

    # The files of the reader's own that the examples speak of.
    function New-ExampleFolder {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $null = New-Item -ItemType Directory "$folder/rosters"
        $files = @{
            'customers.csv'     = 'RefId', 'A1', 'A1'
            'left.csv'          = 'RefId', 'A1'
            'tags.csv'          = 'RefId,Code,Plate', 'A1,T1,AABB11', 'A1,T2,BBCC22'
            'additions.csv'     = 'RefId,Code,Plate', 'A1,N1,CCDD33'
            'roster.csv'        = 'RefId,Email,Phone,Name,Code,Plate', 'A1,a1@example.com,56911111111,Ana,R1,DDFF44', 'A1,,,,R2,FFGG55', 'A2,a2@example.com,56922222222,,R3,GGHH66'
            'rosters/north.csv' = 'RefId,Email,Phone', 'N1,n1@example.com,56933333333'
            'rosters/south.csv' = 'RefId,Email,Phone', 'S1,s1@example.com,56944444444'
            'failed.csv'        = 'RefId,Code,Plate,Outcome,Detail,Line', 'A1,F1,HHJJ77,Failed,no answer,2', 'A1,R1,DDFF44,Unknown,no proof,3', 'A1,,KKLL88,Rejected,Code is blank,4'
        }
        foreach ($name in $files.Keys) { Set-Content -LiteralPath "$folder/$name" -Value $files[$name] }
        "$folder"
    }
}

Describe 'The examples of <Page>' -ForEach $Pages {
    BeforeAll {
        $script:Server = Start-SandboxServer
        $script:Folder = New-ExampleFolder
        $script:Environment = @{
            PARKUP_TOKEN     = 'pester-token'
            PARKUP_BASE_URI  = "$($Server.BaseUri)"
            PSModulePath     = "$(Split-Path (Split-Path (Get-StagedModule)))$([IO.Path]::PathSeparator)$env:PSModulePath"
        }
        # Nobody is there to answer, and no vault is installed.
        $script:Prelude = @"
`$ConfirmPreference = 'None'
function Get-Secret([string] `$Name) { ConvertTo-SecureString `$env:PARKUP_TOKEN -AsPlainText -Force }
Set-Location -LiteralPath '$Folder'
"@
        $made = Invoke-Unattended "$Prelude`nImport-ParkUpRoster ./roster.csv | New-ParkUpCustomer" $Environment
        $made.Errors | Should -BeNullOrEmpty
    }

    AfterAll {
        Stop-SandboxServer $Server
    }

    It 'run in real pwsh without an error' {
        $examples = Get-Example $File | Where-Object Declared -NotLike 'parsed only:*'
        $examples | Should -Not -BeNullOrEmpty
        $examples.Declared | Where-Object { $_ } | Should -BeNullOrEmpty -Because 'what is declared is looked for in the bare engine alone'

        $together = @($examples | Where-Object { -not $_.IsWhole }).Code -join "`n"
        $run = Invoke-Unattended "$Prelude`n$together" $Environment
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0

        foreach ($example in $examples | Where-Object IsWhole) {
            $run = Invoke-Unattended "$Prelude`n$($example.Code)" $Environment
            $run.Errors | Should -BeNullOrEmpty -Because $example.Code
            $run.ExitCode | Should -Be 0 -Because $example.Code
        }
    }
}

Describe 'Get-Help at <Width> columns in <Language>' -ForEach $Shown {
    It 'shows no line that is wider, and every parameter and topic by its name' {
        $names = (Get-ChildItem "$(Get-RepositoryRoot)/docs/en-US/*.md").BaseName
        $run = Invoke-Unattended @"
[cultureinfo]::CurrentUICulture = '$Language'
foreach (`$name in '$($names -join "', '")') { "#`$name"; Get-Help `$name -Full | Out-String -Width $Width }
"@
        $run.Errors | Should -BeNullOrEmpty
        $lines = $run.Output -replace '\e\[[\d;]*m' -split '\r?\n' | ForEach-Object TrimEnd
        $lines.Count | Should -BeGreaterThan 1000
        $lines | Where-Object Length -GT $Width | Should -BeNullOrEmpty
        Import-Module (Get-StagedModule) -Force
        foreach ($name in $names) {
            $start = [array]::IndexOf($lines, "#$name")
            $lines[($start + 1)..($start + 12)] | Should -Contain "    $name"
            if ($name -notlike 'about_*') {
                $parameters = $lines[[array]::IndexOf($lines, 'PARAMETERS', $start)..[array]::IndexOf($lines, 'INPUTS', $start)] -join "`n"
                foreach ($parameter in (Get-Command $name).Parameters.Keys | Where-Object { $_ -notin [System.Management.Automation.Cmdlet]::CommonParameters }) {
                    $parameters | Should -Match "(?m)^    -$parameter\b"
                }
            }
        }
    }
}
