# The main job in a real pwsh: every cmdlet once, over a real socket. What each of them does is tested in ParkUp.PowerShell.Tests.

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
}

Describe 'The main job' {
    It 'goes through with every cmdlet' {
        $server = Start-SandboxServer
        try {
            $run = Invoke-Unattended -Environment @{ SERVER = "$($server.BaseUri)"; ROSTER = "$(Get-RepositoryRoot)/examples/roster.csv" } -Script @'
Connect-ParkUp -Token (ConvertTo-SecureString pester-token -AsPlainText -Force) -BaseUri $env:SERVER
(Get-ParkUpConnection).IsSandbox
(Test-ParkUpConnection).Authenticated
$made = Import-ParkUpRoster $env:ROSTER | New-ParkUpCustomer -ErrorAction SilentlyContinue -ErrorVariable problems
"$(@($made | Where-Object Succeeded).Count) made, lines $(($made | Where-Object { -not $_.Succeeded }).Line) refused"
"RefId,Code,Plate`nAAAABBB0001,N1,aa bb 11" | ConvertFrom-Csv | Add-ParkUpTag | ForEach-Object Outcome
(Get-ParkUpTag AAAABBB0001).Plate -join ' '
Get-ParkUpTag AAAABBB0001 -Plate *11 | Revoke-ParkUpTag -Confirm:$false | ForEach-Object Outcome
(Disconnect-ParkUp).BaseUri -eq $env:SERVER
'@
            $run.Errors | Should -BeNullOrEmpty
            $run.Output.Trim() -split '\r?\n' | Should -Be 'False', 'True', '24 made, lines 13 25 31 refused', 'Added', 'JPKJ21 BBCC12 AABB11', 'Revoked', 'True'
        }
        finally { Stop-SandboxServer $server }
    }
}

Describe 'The rehearsal' {
    It 'runs in pwsh, and accounts for every row' {
        $run = Invoke-Unattended "& '$(Get-RepositoryRoot)/examples/rehearsal.ps1'; exit `$LASTEXITCODE"
        # The bad night of the nightly job.
        @($run.Errors.Trim() -split '\r?\n') | Should -HaveCount 1
        $run.Errors | Should -Match '401 Unauthorized'
        $run.ExitCode | Should -Be 0
        $run.Output | Should -Match 'Exit codes: 0, 3 \(differences, nothing sent\), 2 \(could not be run\), 0, 0'
        $run.Output | Should -Match '40 rows read, 0 of them without a result'
    }
}
