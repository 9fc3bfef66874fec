# Many rows through one pipeline, in real pwsh, over a real socket.

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
    Import-Module (Get-StagedModule) -Force

    # A roster of so many tags for so many customers in turn, as Import-Csv reads it from a file.
    function New-Roster([int] $Rows, [int] $Customers, [string] $Prefix = 'O') {
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).csv"
        0..($Rows - 1) | ForEach-Object { [pscustomobject]@{ RefId = "C$($_ % $Customers)"; Code = "$Prefix$_"; Plate = "AA$_" } } |
            Export-Csv -LiteralPath $file
        $file
    }

    function New-Customers([int] $Count) {
        $results = 0..($Count - 1) | ForEach-Object { [pscustomobject]@{ RefId = "C$_"; Email = 'a@example.com'; Phone = '56911111111' } } | New-ParkUpCustomer
        $results | Where-Object { -not $_.Succeeded } | Should -BeNullOrEmpty
    }
}

Describe 'Many rows' {
    BeforeEach {
        $script:Server = Start-SandboxServer
        Connect-ParkUp -Token $Server.Token -BaseUri $Server.BaseUri
    }

    AfterEach {
        $null = Disconnect-ParkUp
        Stop-SandboxServer $Server
    }

    It 'go together by customer, though the roster is not sorted, and results keep its order' {
        New-Customers 20
        $roster = New-Roster 2000 20

        $results = Import-Csv -LiteralPath $roster | Add-ParkUpTag

        $results | Where-Object Outcome -NE Added | Should -BeNullOrEmpty
        $results.Code | Should -Be (0..1999 | ForEach-Object { "O$_" })
        @(Get-SandboxLog $Server | Where-Object path -Like '*/tag/add').Count | Should -BeLessThan 400
    }

    It 'are left where they are once Select-Object has enough' {
        New-Customers 1
        $roster = New-Roster 20000 1

        $results = Import-Csv -LiteralPath $roster | Add-ParkUpTag -BatchSize 10 | Select-Object -First 3

        $results.Code | Should -Be 'O0', 'O1', 'O2'
        $sent = @(Get-SandboxLog $Server).Count
        Start-Sleep -Milliseconds 300
        @(Get-SandboxLog $Server).Count | Should -Be $sent
        $sent | Should -BeLessThan 1000
    }

    It 'may run in ForEach-Object -Parallel over one connection' {
        New-Customers 4
        $files = 0..3 | ForEach-Object { New-Roster 200 4 "P$_-" }
        $connection = Get-ParkUpConnection
        $module = Get-StagedModule

        $results = $files | ForEach-Object -Parallel {
            Import-Module $using:module
            Import-Csv -LiteralPath $_ | Add-ParkUpTag -Connection $using:connection
        }

        $results | Should -HaveCount 800
        $results | Where-Object Outcome -NE Added | Should -BeNullOrEmpty
        (Get-SandboxState $Server).tags | Should -HaveCount 800
    }

    It 'of a second run are quiet: every tag is there already' {
        New-Customers 5
        $roster = New-Roster 300 5
        $null = Import-Csv -LiteralPath $roster | Add-ParkUpTag

        $again = Import-Csv -LiteralPath $roster | Add-ParkUpTag -ErrorVariable problems

        $problems | Should -BeNullOrEmpty
        $again | Where-Object Outcome -NE AlreadyActive | Should -BeNullOrEmpty
        (Get-SandboxState $Server).tags | Should -HaveCount 300
    }

    It 'are revoked together, by code alone' {
        New-Customers 3
        $roster = New-Roster 90 3
        $null = Import-Csv -LiteralPath $roster | Add-ParkUpTag

        $results = Import-Csv -LiteralPath $roster | Select-Object RefId, Code | Revoke-ParkUpTag -Confirm:$false

        $results.Code | Should -Be (0..89 | ForEach-Object { "O$_" })
        $results | Where-Object Outcome -NE Revoked | Should -BeNullOrEmpty
        @((Get-SandboxState $Server).tags | Where-Object active) | Should -BeNullOrEmpty
    }
}

Describe 'A stop with requests in flight' {
    It 'ends the pipeline at once' {
        $server = Start-SandboxServer -Latency 30000
        try {
            $engine = [powershell]::Create()
            $null = $engine.AddScript({
                param($Module, $Token, $BaseUri)
                Import-Module $Module
                Connect-ParkUp -Token $Token -BaseUri $BaseUri
                0..99 | ForEach-Object { "C$_" } | Get-ParkUpTag -ThrottleLimit 16
            }).AddArgument((Get-StagedModule)).AddArgument($server.Token).AddArgument($server.BaseUri)
            $running = $engine.BeginInvoke()
            while (@(Get-SandboxLog $server).Count -lt 16) { Start-Sleep -Milliseconds 50 }

            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $engine.Stop()

            # The contract's 100 ms are measured in bench/: here a busy machine must not fail a test.
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 5
            { $engine.EndInvoke($running) } | Should -Throw
            $engine.Streams.Error | Should -BeNullOrEmpty
            @(Get-SandboxLog $server).Count | Should -Be 16
        }
        finally {
            $engine.Dispose()
            Stop-SandboxServer $server
        }
    }
}
