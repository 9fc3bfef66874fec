# Every example of every page, run in this pwsh; those that end with an exit code, in one of their own. How Get-Help shows the pages is tested in ParkUp.Help.Tests.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
    $script:Pages = Get-ChildItem "$(Get-RepositoryRoot)/docs/*/*.md" | ForEach-Object { @{ Page = "$($_.Directory.Name)/$($_.BaseName)"; File = $_.FullName } } |
        Where-Object Page -NotLike 'decisions/*'
}

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force

    # The blocks of PowerShell on a page, and whether the comment above each says that it is only parsed: the build does that.
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
            'changes.csv'       = 'RefId,Code,Plate', 'A1,R1,HHJJ88'
            'hr.csv'            = 'RefId,Email,Phone,Code,Plate', 'A1,a1@example.com,56911111111,R1,DDFF44', 'A1,,,R2,FFGG99', 'B1,b1@example.com,56933333333,R9,KKLL77'
            'hr.state.csv'      = 'RefId,Code,Plate', 'A1,R1,DDFF44', 'A1,R2,FFGG55', 'A2,R3,GGHH66'
            'last-month.csv'    = 'RefId,Email,Phone,Code,Plate', 'A1,a1@example.com,56911111111,R1,DDFF44', 'A2,a2@example.com,56922222222,R3,GGHH66'
            'roster.csv'        = 'RefId,Email,Phone,Name,Code,Plate', 'A1,a1@example.com,56911111111,Ana,R1,DDFF44', 'A1,,,,R2,FFGG55', 'A2,a2@example.com,56922222222,,R3,GGHH66'
            'rosters/north.csv' = 'RefId,Email,Phone', 'N1,n1@example.com,56933333333'
            'rosters/south.csv' = 'RefId,Email,Phone', 'S1,s1@example.com,56944444444'
            'plan.csv'          = 'Action,Status,RefId,Code,Plate,Reason,Line', 'Keep,Held,A1,,,Code is blank,2', 'AddTag,Ready,A1,N1,CCDD33,,3'
            'results.csv'       = 'Action,Status,RefId,Code,Plate,Outcome,Detail,Line', 'AddTag,Ready,A1,N1,CCDD33,Rejected,in use elsewhere,3'
        }
        foreach ($name in $files.Keys) { Set-Content -LiteralPath "$folder/$name" -Value $files[$name] }
        $token = ConvertTo-SecureString 'pester-token' -AsPlainText -Force
        Export-Clixml -LiteralPath "$folder/token.clixml" -InputObject $token
        Export-Clixml -LiteralPath "$folder/proxy.clixml" -InputObject ([pscredential]::new('user', $token))
        "$folder"
    }

    # A server that holds what roster.csv says, a folder with the files, and what a script needs to find both.
    function Start-Reader {
        $script:Server = Start-SandboxServer
        Add-SandboxCustomer $Server A1 'R1:DDFF44', 'R2:FFGG55'
        Add-SandboxCustomer $Server A2 'R3:GGHH66'
        $script:Folder = New-ExampleFolder
        $script:Environment = @{
            PARKUP_TOKEN    = 'pester-token'
            PARKUP_BASE_URI = "$($Server.BaseUri)"
            PSModulePath    = Get-ModulePath
        }
        # Nobody is there to answer.
        $script:Prelude = @"
`$ConfirmPreference = 'None'
Set-Location -LiteralPath '$Folder'
"@
    }

    # Runs blocks of code one by one in a runspace of their own, with the variables of the environment that a process would
    # have been given; gives what is on its error stream.
    function Invoke-Here([string[]] $Code) {
        $before = @{}
        foreach ($name in $Environment.Keys) {
            $before[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $Environment[$name])
        }
        $engine = [powershell]::Create()
        try {
            foreach ($block in @("Import-Module '$(Get-StagedModule)'`n$Prelude") + $Code) {
                $engine.Commands.Clear()
                $null = $engine.AddScript($block).Invoke()
            }
            $engine.Streams.Error
        }
        finally {
            $engine.Dispose()
            foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
        }
    }
}

Describe 'The examples of <Page>' -ForEach $Pages {
    BeforeAll {
        Start-Reader
    }

    AfterAll {
        Stop-SandboxServer $Server
    }

    It 'run without an error' {
        $examples = Get-Example $File | Where-Object Declared -NotLike 'parsed only:*'
        $examples | Should -Not -BeNullOrEmpty
        Invoke-Here @($examples | Where-Object { -not $_.IsWhole }).Code | Should -BeNullOrEmpty

        foreach ($example in $examples | Where-Object IsWhole) {
            # Those before it may have left a state of the sandbox, which is another service.
            Remove-Item "$Folder/*.state.csv"

            # 99 where it does not come to its own exit.
            $run = Invoke-Unattended "$Prelude`n$($example.Code)`nexit 99" $Environment
            $run.Errors | Should -BeNullOrEmpty -Because $example.Code
            $run.ExitCode | Should -Be 0 -Because $example.Code
        }
    }
}

Describe 'Get-Help at 80 columns' {
    # ParkUp.Help.Tests looks closer, in the newest PowerShell alone.
    It 'shows <Page> without a line that is wider' -ForEach ($Pages | Where-Object Page -Like 'en-US/*') {
        Import-Module (Get-StagedModule) -Force
        $lines = (Get-Help (Split-Path $Page -Leaf) -Full | Out-String -Width 80) -replace '\e\[[\d;]*m' -split '\r?\n' | ForEach-Object TrimEnd
        $lines | Should -Contain "    $(Split-Path $Page -Leaf)"
        $lines | Where-Object Length -GT 80 | Should -BeNullOrEmpty
    }
}
