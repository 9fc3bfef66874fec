# What a scheduled task sees: exit codes, the environment, no questions asked.

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
    $script:Server = Start-SandboxServer
    $script:Environment = @{ PARKUP_TOKEN = 'pester-token'; PARKUP_BASE_URI = "$($Server.BaseUri)" }
}

AfterAll {
    Stop-SandboxServer $Server
}

Describe 'An unattended script' {
    It 'connects by the environment alone, and is quiet when all is well' {
        $run = Invoke-Unattended -Environment $Environment @'
$null = New-ParkUpCustomer -RefId U1 -Email a@example.com -Phone 56911111111
$null = Add-ParkUpTag -RefId U1 -Code U1 -Plate UUUU11
'@
        $run.ExitCode | Should -Be 0
        $run.Output | Should -BeNullOrEmpty
        $run.Errors | Should -BeNullOrEmpty
    }

    It 'ends with exit code 1 at the first failed row under -ErrorAction Stop' {
        $run = Invoke-Unattended -Environment $Environment @'
$null = Add-ParkUpTag -RefId nobody -Code U9 -Plate UUUU99 -ErrorAction Stop
'never reached'
'@
        $run.ExitCode | Should -Be 1
        $run.Output | Should -Not -Match 'never reached'
        $run.Errors | Should -Match 'nobody'
    }

    It 'counts its failed rows and ends with that as its exit code' {
        $run = Invoke-Unattended -Environment $Environment @'
$rows = "RefId,Code,Plate`nU1,U2,UUUU12`nnobody,U3,UUUU13`nU1,,UUUU14" | ConvertFrom-Csv
$failed = @($rows | Add-ParkUpTag -ErrorAction SilentlyContinue | Where-Object { -not $_.Succeeded })
exit $failed.Count
'@
        $run.ExitCode | Should -Be 2
        $run.Errors | Should -BeNullOrEmpty
    }

    It 'says that there is no token instead of asking for one' {
        $run = Invoke-Unattended @'
try { Get-ParkUpTag A1 } catch { $_.FullyQualifiedErrorId; exit 3 }
'@
        $run.ExitCode | Should -Be 3
        $run.Output.Trim() | Should -Be 'NotConnected,ParkUp.PowerShell.GetParkUpTagCommand'
    }

    It 'revokes only with -Confirm:$false, and changes nothing without' {
        $run = Invoke-Unattended -Environment $Environment 'Revoke-ParkUpTag -RefId U1 -All; exit 0'
        $run.Errors | Should -Match 'Confirm|interactive'
        (Get-SandboxState $Server | Where-Object refId -eq 'U1').tags | Where-Object active | Should -Not -BeNullOrEmpty
    }

    It 'works the same under a Chilean culture' {
        $run = Invoke-Unattended -Environment ($Environment + @{ LANG = 'es_CL.UTF-8'; LC_ALL = 'es_CL.UTF-8' }) @'
[cultureinfo]::CurrentCulture.NumberFormat.NumberDecimalSeparator
$r = New-ParkUpCustomer -RefId U7 -Email a@example.com -Phone 56911111111 -IsUnlimited VERDADERO -Tag @{ Code = [double] 1200000000000000; Plate = 'ii-jj 11' }
"$($r.Outcome) $($r.IsUnlimited) $($r.Tags[0].Code) $($r.Tags[0].Plate)"
'@
        $run.Output -split '\r?\n' | Select-Object -First 2 | Should -Be ',', 'Created True 1200000000000000 IIJJ11'
    }
}
