# The main job from end to end, in real pwsh, over a real socket.

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
    Import-Module (Get-StagedModule) -Force
    $script:Roster = Join-Path (Get-RepositoryRoot) 'examples/roster.csv'
}

Describe 'The main job' {
    BeforeEach {
        $script:Server = Start-SandboxServer
        Connect-ParkUp -Token $Server.Token -BaseUri $Server.BaseUri
    }

    AfterEach {
        $null = Disconnect-ParkUp
        Stop-SandboxServer $Server
    }

    It 'creates the customers of the example roster as Import-Csv reads it, Spanish headers and all' {
        $results = Import-Csv $Roster -Delimiter ';' -Encoding windows-1252 | New-ParkUpCustomer -ErrorAction SilentlyContinue -ErrorVariable problems

        $results | Where-Object Succeeded | Should -HaveCount 24
        $results | Where-Object { -not $_.Succeeded } | ForEach-Object RefId | Should -Be 'AAAABBB0008', 'AAAABBB0014', 'AAAABBB0019'
        $problems | Should -HaveCount 3
        $state = Get-SandboxState $Server
        $state | Should -HaveCount 24
        $first = $state | Where-Object refId -eq 'AAAABBB0001'
        "$($first.name) $($first.lastname)" | Should -BeExactly 'José Muñoz'
        $first.isUnlimited | Should -BeTrue
        $first.tags.plate | Should -Be 'JPKJ21', 'BBCC12'
    }

    It 'does the same with Import-ParkUpRoster, and says in which line each bad row is' {
        $results = Import-ParkUpRoster $Roster | New-ParkUpCustomer -ErrorAction SilentlyContinue -ErrorVariable problems

        $results | Where-Object Succeeded | Should -HaveCount 24
        ($results | Where-Object { -not $_.Succeeded }).Line | Should -Be 13, 25, 31
        "$($problems[0])" | Should -BeLike 'Line 13:*IsUnlimited*quizás*'
        "$($problems[1])" | Should -BeLike 'Line 25:*Code*1,2E+15*'
        "$($problems[2])" | Should -BeLike 'Line 31:*Plate*---*'
    }

    It 'adds, lists and revokes in one line each' {
        $null = New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111
        $null = @{ RefId = 'A1'; Code = 'O1'; Plate = 'aa bb 11' }, @{ RefId = 'A1'; Code = 'O2'; Plate = 'aabb12' } |
            ForEach-Object { [pscustomobject] $_ } | Add-ParkUpTag
        (Get-ParkUpTag A1).Plate | Should -Be 'AABB11', 'AABB12'
        Get-ParkUpTag A1 -Plate *11 | Revoke-ParkUpTag -Confirm:$false | ForEach-Object Outcome | Should -Be 'Revoked'
        (Get-ParkUpTag A1).Code | Should -Be 'O2'
    }

    It 'binds script blocks to its parameters, as every cmdlet does' {
        $null = New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111
        $result = [pscustomobject]@{ Holder = 'a1'; Sticker = 'O1'; Car = 'AABB11'; Vip = 'si' } |
            Add-ParkUpTag -RefId { $_.Holder.ToUpper() } -Code { $_.Sticker } -Plate { $_.Car }
        $result.Succeeded | Should -BeTrue
        $new = [pscustomobject]@{ Holder = 'B2'; Vip = 'si' } |
            New-ParkUpCustomer -RefId { $_.Holder } -IsUnlimited { $_.Vip } -Email a@example.com -Phone 56911111111
        $new.IsUnlimited | Should -BeTrue
    }

    It 'hands one connection to parallel runspaces with $using:' {
        1..6 | ForEach-Object { $null = New-ParkUpCustomer -RefId "A$_" -Email a@example.com -Phone 56911111111 }
        $connection = Get-ParkUpConnection
        $module = Get-StagedModule
        $results = 1..6 | ForEach-Object -ThrottleLimit 3 -Parallel {
            Import-Module $using:module
            Add-ParkUpTag -RefId "A$_" -Code "O$_" -Plate "AABB1$_" -Connection $using:connection
        }
        $results | Where-Object Succeeded | Should -HaveCount 6
        (Get-SandboxState $Server).tags | Where-Object active | Should -HaveCount 6
    }

    It 'does not share the current connection with a runspace that was not given it' {
        $module = Get-StagedModule
        $ids = 1 | ForEach-Object -Parallel {
            Import-Module $using:module
            try { Get-ParkUpTag A1 } catch { $_.FullyQualifiedErrorId }
        }
        $ids | Should -Be 'NotConnected,ParkUp.PowerShell.GetParkUpTagCommand'
    }

    It 'sends nothing under -WhatIf' {
        Import-ParkUpRoster $Roster | Select-Object -First 3 | New-ParkUpCustomer -WhatIf
        Get-SandboxLog $Server | Should -BeNullOrEmpty
    }
}

Describe 'The rehearsal' {
    It 'runs unchanged in pwsh, and accounts for every row' {
        $run = Invoke-Unattended "& '$(Get-RepositoryRoot)/examples/rehearsal.ps1'; exit `$LASTEXITCODE"
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Output | Should -Match '40 rows read, 0 of them without a result'
    }
}
