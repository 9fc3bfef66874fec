# A nightly script that is killed in the middle, and run again: the same end, and no error for what was done already.

BeforeDiscovery {
    $readings = @(
        @{ Name = 'a 409 that rejects the whole request'; Fault = @('Conflict=Batch') }
        @{ Name = 'a 409 that is about one tag alone, and a list that lags'; Fault = @('Conflict=Partial', 'ListLag=0.5', 'UnknownCustomer=Empty') }
        @{ Name = 'a status by tag'; Fault = @('Conflict=PerTag') }
        @{ Name = 'a service that loses one answer in twenty'; Fault = @('CommitThenDrop:0.05') }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force

    # Creates customers, adds tags and revokes others, from a roster that is the same each time.
    $script:Nightly = @'
$customers = 0..19 | ForEach-Object { [pscustomobject]@{ RefId = "K$_"; Email = 'a@example.com'; Phone = '56911111111'; Code = "F$_"; Plate = "FF$_" } }
$additions = 0..599 | ForEach-Object { [pscustomobject]@{ RefId = "K$($_ % 20)"; Code = "A$_"; Plate = "AA$_" } }
$results = @(
    $customers | New-ParkUpCustomer
    $additions | Add-ParkUpTag -BatchSize 5 -ThrottleLimit 4
    $additions | Where-Object { $_.Code -match '7$' } | Revoke-ParkUpTag -BatchSize 5 -Confirm:$false
)
"$($results.Count) results, $(@($results | Where-Object { -not $_.Succeeded }).Count) failed"
'@
}

Describe 'A script that is killed and run again, with <Name>' -ForEach $readings {
    BeforeEach {
        $script:Server = Start-SandboxServer -Fault $Fault
        $script:Environment = @{ PARKUP_TOKEN = 'pester-token'; PARKUP_BASE_URI = "$($Server.BaseUri)" }
    }

    AfterEach {
        Stop-SandboxServer $Server
    }

    It 'ends in the same state after being killed <Requests> requests on, with no error for what was done' -ForEach @(
        @{ Requests = 12 }
        @{ Requests = 90 }
    ) {
        Stop-AfterRequests $Nightly $Environment $Server $Requests

        $run = Invoke-Unattended $Nightly $Environment

        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() | Should -Be '680 results, 0 failed'
        $held = foreach ($customer in Get-SandboxState $Server) {
            foreach ($tag in $customer.tags | Where-Object active) { "$($customer.refId)/$($tag.code)" }
        }
        $wanted = @(0..19 | ForEach-Object { "K$_/F$_" }) + @(0..599 | Where-Object { $_ -notmatch '7$' } | ForEach-Object { "K$($_ % 20)/A$_" })
        ($held | Sort-Object) -join ' ' | Should -Be (($wanted | Sort-Object) -join ' ')
    }
}
