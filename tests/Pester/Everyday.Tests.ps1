# What makes the module pleasant by hand: results that survive files and jobs, errors that can be looked into, Spanish.

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
    Import-Module (Get-StagedModule) -Force
}

Describe 'Results that went through a file' {
    BeforeEach {
        $server = Start-SandboxServer
        Connect-ParkUp -Token $server.Token -BaseUri $server.BaseUri
        $file = Join-Path ([System.IO.Path]::GetTempPath()) "parkup-$([guid]::NewGuid())"

        # A customer that could not be made, and tags of one that is not there yet.
        $failed = New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 12 -Tag 'O1:AABB11', 'O2:AABB12' -ErrorAction SilentlyContinue
        $lost = Add-ParkUpTag -RefId B2 -Tag 'O3:AABB13', 'O4:AABB14' -ErrorAction SilentlyContinue
        $failed.Succeeded, $lost.Succeeded | Should -Not -Contain $true
        $null = New-ParkUpCustomer -RefId B2 -Email b@example.com -Phone 56911111111
    }

    AfterEach {
        $null = Disconnect-ParkUp
        Stop-SandboxServer $server
        Remove-Item -LiteralPath $file -ErrorAction Ignore
    }

    It 'are sent again from Export-Csv, by <_>' -ForEach 'Import-Csv', 'Import-ParkUpRoster' {
        $lost | Export-Csv $file
        & $_ $file | Add-ParkUpTag | ForEach-Object Outcome | Should -Be 'Added', 'Added'

        $failed | Export-Csv $file
        (Get-Content $file -Raw).Replace('"12"', '"56922222222"') | Set-Content $file
        $made = & $_ $file -WarningVariable odd | New-ParkUpCustomer
        $odd | Should -BeNullOrEmpty
        $made.Outcome | Should -Be Created
        $made.Tags.Code | Should -Be 'O1', 'O2'
    }

    It 'are sent again from Export-Clixml, with their outcomes by name' {
        $lost | Export-Clixml $file
        $back = Import-Clixml $file
        ($back | Where-Object Outcome -EQ Rejected).Count | Should -Be 2
        ($back | Add-ParkUpTag).Outcome | Should -Be 'Added', 'Added'
    }

    It 'are sent again from ConvertTo-Json' {
        $lost | ConvertTo-Json -EnumsAsStrings | Set-Content $file
        $back = Get-Content $file -Raw | ConvertFrom-Json
        $back.Outcome | Should -Be 'Rejected', 'Rejected'
        ($back | Add-ParkUpTag).Outcome | Should -Be 'Added', 'Added'
        (Get-ParkUpTag B2 | ConvertTo-Json | ConvertFrom-Json | Revoke-ParkUpTag -Confirm:$false).Outcome | Should -Be 'Revoked', 'Revoked'
    }

    It 'have their outcomes by name when they come out of a job' {
        $job = Start-Job -ArgumentList (Get-StagedModule) {
            Import-Module $args[0]
            Connect-ParkUp -Sandbox
            New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Code O1 -Plate AABB11
        }
        $result = $job | Receive-Job -Wait -AutoRemoveJob
        $result.Outcome | Should -Be Created
        $result.Tags[0].Outcome | Should -Be Added
    }
}

Describe 'An error that is looked into' {
    It 'shows the method, the path, the status and the duration of its request' {
        Connect-ParkUp -Sandbox
        Get-ParkUpTag NOBODY -ErrorAction SilentlyContinue
        $null = Disconnect-ParkUp
        # Get-Error breaks the line where the console ends.
        (Get-Error -Newest 1 | Out-String -Width 200) -replace '\r?\n' | Should -Match 'Request\s*:\s*\S*POST /api/v3/business/tag/list -> 404 in \d+ ms \(attempt 1\)'
    }

    It 'holds the same as properties, for scripts' {
        Connect-ParkUp -Sandbox
        Get-ParkUpTag NOBODY -ErrorAction SilentlyContinue -ErrorVariable faults
        $null = Disconnect-ParkUp
        $request = $faults[0].Exception.Request
        $request.Method | Should -Be POST
        $request.Path | Should -Be /api/v3/business/tag/list
        [int] $request.Status | Should -Be 404
        $request.Duration | Should -BeGreaterThan ([timespan]::Zero)
    }
}

Describe 'A system that speaks Spanish' -Skip:$IsWindows {
    # On Windows the language is the account's, and not the environment's.
    BeforeAll { $spanish = @{ LC_ALL = 'es_CL.UTF-8' } }

    It 'reads messages and warnings in Spanish, and ids as they are' {
        $run = Invoke-Unattended -Environment $spanish -Script @'
Connect-ParkUp -Sandbox
Get-ParkUpTag NADIE -ErrorVariable faults -ErrorAction SilentlyContinue
"$($faults[0])"
$faults[0].FullyQualifiedErrorId
Revoke-ParkUpTag -RefId A1 -Code O1 -Plate AABB11 -WhatIf
'@
        $run.Output | Should -Match 'No se pudieron listar los tags del cliente NADIE: El servicio respondió 404 Not Found'
        $run.Output | Should -Match 'NotFound,ParkUp.PowerShell.GetParkUpTagCommand'
        $run.Output | Should -Match 'Se realiza la operación "Revocar tag" en el destino "tag O1 \(patente AABB11\) del cliente A1"'
    }

    It 'reads the help in Spanish' {
        $run = Invoke-Unattended -Environment $spanish -Script 'Get-Help Add-ParkUpTag -Full; Get-Help about_ParkUp'
        $run.Output | Should -Match 'Agrega tags de estacionamiento'
        $run.Output | Should -Match 'TEMA\s+about_ParkUp'
        $run.Errors | Should -BeNullOrEmpty
    }

    It 'sends the same bytes as everywhere' {
        $server = Start-SandboxServer
        try {
            $run = Invoke-Unattended -Environment ($spanish + @{ PARKUP_TOKEN = 'pester-token'; PARKUP_BASE_URI = "$($server.BaseUri)" }) -Script @'
[pscustomobject]@{ RefId = 'A1'; Email = 'a@example.com'; Phone = 56911111111; IsUnlimited = 'Verdadero'; Code = 1.5; Plate = 'ii-11' } | New-ParkUpCustomer | ConvertTo-Csv
'@
            $run.Output | Should -Match '"A1","1","a@example.com","56911111111",,,"True","1.5:II11","Create","Created","True"'
            (Get-SandboxLog $server)[0].body | Should -Be '{"email":"a@example.com","phone":"56911111111","isUnlimited":true,"refId":"A1","tags":[{"code":"1.5","plate":"II11"}]}'
        }
        finally { Stop-SandboxServer $server }
    }
}

Describe 'Looking closely, unattended' {
    It 'shows requests and bodies with -Debug alone, asks nothing, and keeps every result' {
        $run = Invoke-Unattended -Script @'
Connect-ParkUp -Sandbox
$made = New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Code O1 -Plate AABB11 -Debug
"made: $($made.Outcome)"
'@
        $run.Output | Should -Match 'made: Created'
        $run.Output | Should -Match 'DEBUG: POST /api/v3/business/customer/add -> 201'
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
    }

    It 'refuses each row that it would have to ask about, and says what to add' {
        $run = Invoke-Unattended -Script @'
Connect-ParkUp -Sandbox
$null = New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Code O1 -Plate AABB11
$results = Get-ParkUpTag A1 | Revoke-ParkUpTag -ErrorVariable faults -ErrorAction SilentlyContinue
"$($results.Outcome) $($faults[0].FullyQualifiedErrorId) $($faults[0])"
'@
        $run.Output | Should -Match 'Rejected InvalidInput,ParkUp.PowerShell.RevokeParkUpTagCommand .*-Confirm:\$false'
    }
}
