# The nightly job in processes of its own: killed in the middle, interrupted, and two at once.

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force

    $script:Job = @'
$plan = @(Compare-ParkUpRoster ./hr.csv -StatePath ./hr.state.csv -MaximumRevocationPercent 100 -MaximumChangePercent 100)
$results = @($plan | Invoke-ParkUpPlan -StatePath ./hr.state.csv -ThrottleLimit 2 -Confirm:$false)
"$(@($results | Where-Object { -not $_.Succeeded }).Count) failed, $(@($plan | Where-Object Action -ne Keep).Count) to do"
'@

    # The roster of a month, as CODE:PLATE by customer.
    function Set-Roster([scriptblock] $Tags) {
        0..39 | ForEach-Object {
            $customer = "P$_"
            foreach ($tag in & $Tags $_) {
                $code, $plate = $tag -split ':'
                [pscustomobject]@{ RefId = $customer; Email = 'a@example.com'; Phone = '56911111111'; Code = $code; Plate = $plate }
            }
        } | Export-Csv "$Folder/hr.csv"
    }

    function Get-Held {
        $held = foreach ($customer in Get-SandboxState $Server) {
            foreach ($tag in $customer.tags | Where-Object active) { "$($customer.refId)/$($tag.code):$($tag.plate)" }
        }
        ($held | Sort-Object) -join ' '
    }

    function Get-Wanted { (Import-Csv "$Folder/hr.csv" | ForEach-Object { "$($_.RefId)/$($_.Code):$($_.Plate)" } | Sort-Object) -join ' ' }
}

Describe 'The nightly job' {
    BeforeEach {
        $script:Server = Start-SandboxServer
        $script:Folder = "$(New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "parkup-$([guid]::NewGuid())"))"
        $script:Environment = @{ PARKUP_TOKEN = 'pester-token'; PARKUP_BASE_URI = "$($Server.BaseUri)" }
        $script:Script = "Set-Location -LiteralPath '$Folder'`n$Job"
        Set-Roster { "A$($args[0]):AA$($args[0])", "B$($args[0]):BB$($args[0])" }
        (Invoke-Unattended $Script $Environment).Output | Should -Match '0 failed, 80 to do'
        Get-Held | Should -Be (Get-Wanted)

        # Next month: plates swapped in pairs, a tag handed to the next customer, one lost, and one new.
        Set-Roster { $n = $args[0]; "A$($n):AA$($n -bxor 1)", "B$(($n + 39) % 40):BB$(($n + 39) % 40)"; if ($n % 3) { "N$($n):NN$n" } }
    }

    AfterEach {
        Stop-SandboxServer $Server
        Remove-Item -LiteralPath $Folder -Recurse
    }

    It 'ends as one undisturbed after it was killed <Requests> requests on' -ForEach @(@{ Requests = 60 }, @{ Requests = 90 }) {
        Stop-AfterRequests $Script $Environment $Server $Requests

        $run = Invoke-Unattended $Script $Environment

        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -Match '0 failed'
        Get-Held | Should -Be (Get-Wanted)
        (Invoke-Unattended $Script $Environment).Output | Should -Match '0 failed, 0 to do'
    }

    It 'refuses a run while another process holds the state, and sends nothing' {
        $sent = @(Get-SandboxLog $Server).Count
        $held = [System.IO.File]::Open("$Folder/hr.state.csv.lock", 'OpenOrCreate', 'ReadWrite', 'None')
        try { $run = Invoke-Unattended $Script $Environment }
        finally { $held.Dispose() }

        $run.Errors | Should -Match 'hr.state.csv'
        @(Get-SandboxLog $Server) | Select-Object -Skip $sent | Where-Object path -NotLike '*/tag/list' | Should -BeNullOrEmpty
        (Invoke-Unattended $Script $Environment).Output | Should -Match '0 failed'
        Get-Held | Should -Be (Get-Wanted)
    }
}
