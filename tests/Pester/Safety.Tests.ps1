# What a script leaves behind, on the screen, in transcripts and in files: never the token, and no personal data in logs.

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
    $script:Server = Start-SandboxServer -Fault 'CommitThenDrop:0.2', 'CommitThen500:0.1', 'Html:0.1', 'Conflict=PerTag'
    $script:Folder = Join-Path $TestDrive 'left'
    $null = New-Item -ItemType Directory $Folder
    $script:Run = Invoke-Unattended -Environment @{ PARKUP_TOKEN = 'pester-token'; PARKUP_BASE_URI = "$($Server.BaseUri)" } @"
`$null = Start-Transcript '$Folder/transcript.txt'
`$ErrorActionPreference = 'Continue'
`$rows = 0..9 | ForEach-Object { [pscustomobject]@{ RefId = "S`$_"; Email = "someone`$_@example.com"; Phone = '56987654321'; Code = "S`$_"; Plate = "QWRT`$_`$_" } }
`$all = @(
    `$rows | New-ParkUpCustomer -Verbose -Debug *>&1
    `$rows | Add-ParkUpTag -Verbose -Debug *>&1
    `$rows | Revoke-ParkUpTag -Confirm:`$false -Verbose -Debug *>&1
    Test-ParkUpConnection -Verbose -Debug *>&1
    Add-ParkUpTag -RefId nobody -Code S1 -Plate QWRT11 -Verbose -Debug *>&1
    Connect-ParkUp -Token (ConvertTo-SecureString 'a-wrong-token' -AsPlainText -Force) -BaseUri `$env:PARKUP_BASE_URI -PassThru
    try { Get-ParkUpTag S1 -Verbose -Debug *>&1 } catch { `$_ }
)
`$all | Where-Object { `$_ -is [System.Management.Automation.VerboseRecord] -or `$_ -is [System.Management.Automation.DebugRecord] } | ForEach-Object Message | Set-Content '$Folder/log.txt'
`$all | Out-String -Width 200 | Set-Content '$Folder/screen.txt'
`$all | Export-Clixml '$Folder/all.xml'
`$all | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue | Set-Content '$Folder/all.json'
`$Error | ForEach-Object { `$_ | Get-Error | Out-String -Width 200 } | Set-Content '$Folder/errors.txt'
`$null = Stop-Transcript
"`$(`$all.Count) things, `$(`$Error.Count) errors"
"@
}

AfterAll {
    Stop-SandboxServer $Server
}

Describe 'What a script leaves behind' {
    It 'is there to be looked through' {
        $Run.Output | Should -Match '^\d+ things, \d+ errors'
        (Get-ChildItem $Folder).Name | Sort-Object | Should -Be 'all.json', 'all.xml', 'errors.txt', 'log.txt', 'screen.txt', 'transcript.txt'
        Get-ChildItem $Folder | ForEach-Object Length | Should -Not -Contain 0
        Get-Content "$Folder/log.txt" -Raw | Should -Match 'POST /api/v3/business/tag/add'
        Get-Content "$Folder/log.txt" -Raw | Should -Match '"email":"so\*\*\*"'
    }

    It 'holds the token nowhere' {
        foreach ($text in @($Run.Output, $Run.Errors) + (Get-ChildItem $Folder | Get-Content -Raw)) {
            $text | Should -Not -Match 'pester-token|a-wrong-token'
        }
    }

    It 'holds no email, phone or plate in what -Verbose and -Debug tell' {
        Get-Content "$Folder/log.txt" -Raw | Should -Not -Match 'someone\d@|56987654321|QWRT\d'
    }
}
