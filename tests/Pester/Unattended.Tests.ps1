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

    It 'hands its results on from a job, with their outcomes by name' {
        $run = Invoke-Unattended -Environment $Environment @"
`$job = Start-Job { Import-Module '$(Get-StagedModule)'; New-ParkUpCustomer -RefId U8 -Email a@example.com -Phone 56911111111 -Code U8 -Plate UUUU18 }
`$result = `$job | Receive-Job -Wait -AutoRemoveJob
"`$(`$result.Outcome) `$(`$result.Tags[0].Outcome)"
"@
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() | Should -Be 'Created Added'
    }

    It 'shows requests and bodies with -Debug alone, asks nothing, and keeps every result: <_>' -ForEach @(
        "New-ParkUpCustomer -RefId D1 -Email a@example.com -Phone 56911111111 -Code D1 -Plate DDDD11"
        "Add-ParkUpTag -RefId D1 -Code D2 -Plate DDDD12"
        "Get-ParkUpTag D1 -Code D2"
        "Revoke-ParkUpTag -RefId D1 -Code D2 -Plate DDDD12 -Confirm:`$false"
    ) {
        $run = Invoke-Unattended -Environment $Environment "`$result = $_ -Debug; `"there: `$(`$result.Code ?? `$result.Tags.Code)`""
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -Match 'there: D\d'
        $run.Output | Should -Match 'DEBUG: P\w+ /api/v3/business/\S+ -> 20\d'
        $run.Output | Should -Match 'DEBUG: P\w+ \S+ \(attempt 1\) with \{.*"refId":"D1"'
        $run.ExitCode | Should -Be 0
    }

    It 'asks under -Debug whatever it asks without: <_>' -ForEach @(
        'Revoke-ParkUpTag -RefId U1 -Code U1 -Plate UUUU11 -Debug'
        'Add-ParkUpTag -RefId U1 -Code U5 -Plate UUUU15 -Debug -Confirm'
        '$ConfirmPreference = "Low"; Add-ParkUpTag -RefId U1 -Code U5 -Plate UUUU15 -Debug'
    ) {
        $run = Invoke-Unattended -Environment $Environment "$_ -ErrorAction SilentlyContinue | ForEach-Object { `"is `$(`$_.Outcome)`" }"
        $run.Output | Should -Match 'is Rejected'
    }

    It 'refuses each row that it would have to ask about, says what to add, and changes nothing' {
        $run = Invoke-Unattended -Environment $Environment @'
$results = Get-ParkUpTag U1 | Revoke-ParkUpTag -ErrorVariable faults -ErrorAction SilentlyContinue
"$($results.Outcome) $($faults[0].FullyQualifiedErrorId) $($faults[0])"
'@
        $run.Output | Should -Match 'Rejected InvalidInput,ParkUp.PowerShell.RevokeParkUpTagCommand .*-Confirm:\$false'
        (Get-SandboxState $Server | Where-Object refId -eq 'U1').tags | Where-Object active | Should -Not -BeNullOrEmpty
    }
}

Describe 'A system that speaks Spanish, with a decimal comma' -Skip:$IsWindows {
    # On Windows the language is the account's, and not the environment's.
    BeforeAll { $script:Spanish = $Environment + @{ LANG = 'es_CL.UTF-8'; LC_ALL = 'es_CL.UTF-8' } }

    It 'reads messages in Spanish, and ids as they are' {
        $run = Invoke-Unattended -Environment $Spanish -Script @'
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
        $run = Invoke-Unattended -Environment $Spanish -Script 'Get-Help Add-ParkUpTag -Full; Get-Help about_ParkUp'
        $run.Output | Should -Match 'Agrega tags de estacionamiento'
        $run.Output | Should -Match 'TEMA\s+about_ParkUp'
        $run.Errors | Should -BeNullOrEmpty
    }

    It 'sends the same bytes as everywhere' {
        $run = Invoke-Unattended -Environment $Spanish -Script @'
[cultureinfo]::CurrentCulture.NumberFormat.NumberDecimalSeparator
[pscustomobject]@{ RefId = 'U7'; Email = 'a@example.com'; Phone = 56911111111; IsUnlimited = 'Verdadero'; Code = 1.5; Plate = 'ii-11' } | New-ParkUpCustomer | ConvertTo-Csv
(Add-ParkUpTag -RefId U7 -Tag @{ Code = [double] 1200000000000000; Plate = 'ii-jj 11' }).ToString()
(New-ParkUpCustomer -RefId U9 -Email a@example.com -Phone 56911111111 -IsUnlimited VERDADERO).IsUnlimited
'@
        $run.Output.Trim() -split '\r?\n' | Select-Object -First 1 | Should -Be ','
        $run.Output | Should -Match '"U7","\d+","a@example.com","56911111111",,,"True","1.5:II11","Create","Created","True"'
        $run.Output | Should -Match '(?m)^1200000000000000:IIJJ11 Added$'
        $run.Output.Trim() | Should -Match '(?m)^True$'
        (Get-SandboxLog $Server)[-3].body | Should -Be '{"email":"a@example.com","phone":"56911111111","isUnlimited":true,"refId":"U7","tags":[{"code":"1.5","plate":"II11"}]}'
    }
}
