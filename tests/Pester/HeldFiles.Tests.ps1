# Files that another program has open. Most of it shows on Windows only; these are the parts that show everywhere.

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
    $script:Examples = "$(Get-RepositoryRoot)/examples"
}

Describe 'A file that another program has open' {
    It 'is named in one line, without the words of PowerShell around it' {
        $token = Join-Path $TestDrive 'token.txt'
        Set-Content -LiteralPath $token 'a-token'
        Set-Content -LiteralPath (Join-Path $TestDrive 'hr.csv') 'RefId,Code,Plate', 'A1,O1,AABB11'
        $held = [System.IO.File]::Open($token, 'Open', 'ReadWrite', 'None')
        try {
            $arguments = '-File', "$Examples/sync.ps1", '-Path', 'hr.csv', '-StatePath', 'hr.state.csv', '-TokenPath', $token
            $run = Wait-Pwsh (Start-Pwsh $arguments @{ PSModulePath = Get-ModulePath } $TestDrive)
        }
        finally { $held.Dispose() }
        $run.ExitCode | Should -Be 2
        $run.Errors.Trim() -split '\r?\n' | Should -HaveCount 1
        $run.Errors | Should -Match ([regex]::Escape($token))
        $run.Errors | Should -Not -Match 'Exception calling'
    }

    It 'is the page of a run: it is tried for three seconds, and then named, and the old page stays' {
        Import-Module "$Examples/ParkUpJob" -Force
        # A directory in its place is what every system refuses to replace.
        $page = (New-Item -ItemType Directory (Join-Path $TestDrive 'sync.html')).FullName
        $run = [pscustomobject]@{
            Name = 'sync'; StartedAt = [datetimeoffset]::Now; EndedAt = $null; BaseUri = $null; IsSandbox = $false; Roster = 'hr.csv'
            StatePath = $null; IsPlanOnly = $false; ExitCode = $null; Errors = @(); Files = @()
        }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        { New-JobReport -Path $page -Run $run } | Should -Throw "*'$page'*"
        $watch.Elapsed.TotalSeconds | Should -BeGreaterThan 2.9
        Test-Path -LiteralPath $page -PathType Container | Should -BeTrue
        Get-ChildItem -LiteralPath $TestDrive -Filter '*.tmp' | Should -BeNullOrEmpty
    }
}
