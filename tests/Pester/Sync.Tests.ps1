# examples/sync.ps1 as a scheduled task runs it: exit codes, streams, logs and reports.

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
    . "$PSScriptRoot/SyncRun.ps1"
}

Describe 'Two months of sync.ps1' {
    BeforeAll { Start-Service }
    AfterAll { Stop-SandboxServer $Server }

    It 'ends with 3 under -PlanOnly, and sends list calls only' {
        Set-Roster (1..9 | ForEach-Object { "A$_ O$($_):AABB1$_" })
        $run = Invoke-Sync '-Path', 'hr.csv', '-StatePath', 'hr.state.csv', '-PlanOnly'
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 3
        Get-SandboxLog $Server | Should -Not -BeNullOrEmpty
        Get-Writes | Should -BeNullOrEmpty
        Get-Rows '-plan.csv' | Should -HaveCount 9
        Get-Report '-changes.csv' | Should -BeNullOrEmpty
        Get-Page | Should -Match 'A9'
    }

    It 'ends with 0 in line, with a time on each line of output and log, and no colour codes' {
        $run = Invoke-Sync
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        Get-Held | Should -HaveCount 9
        foreach ($text in $run.Output, (Get-Content -LiteralPath "$Folder/sync.log" -Raw)) {
            $text | Should -Not -Match "`e"
            foreach ($line in $text.Trim() -split '\r?\n') { $line | Should -Match '^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d  \S' }
        }
        (Get-Rows '-changes.csv').Outcome | Select-Object -Unique | Should -Be 'Created'
        (Get-Report '.html').Name -replace '\.html$', '-plan.csv' | Should -Be (Get-Report '-plan.csv').Name
    }

    It 'ends with 0 where a tag is missing within its grace period, or nobody knows of it' {
        Set-Roster (1..8 | ForEach-Object { "A$_ O$($_):AABB1$_" })
        Add-SandboxCustomer $Server B1 'V1:VISI01'
        Add-Content -LiteralPath "$Folder/hr.csv" 'B1,b@example.com,56911111111,Luis,Soto,O20,AABB20'
        $run = Invoke-Sync '-Path', 'hr.csv', '-StatePath', 'hr.state.csv', '-GracePeriod', '7.00:00:00'
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        Get-Held | Should -Contain 'A9 O9:AABB19'
        Get-Held | Should -Contain 'B1 V1:VISI01'
        @(Get-Rows '-changes.csv' | Where-Object Status -EQ 'Held').Code | Should -Be 'V1', 'O9'
        Get-Log | Select-Object -Last 1 | Should -Match '1 revocation waits for its grace period\.'
        Get-Page | Should -Match 'In line with the roster\. 1 revocation waits for its grace period\.'
    }

    It 'names the leaver in each night of the grace period, and nobody by a plan of another service' {
        # Another service's plan, the newest of all.
        $other = Get-Report '-plan.csv' | Get-Content -Raw
        Set-Content -LiteralPath "$Folder/sync-2999-01-01-000000-000-plan.csv" -Value ($other.Replace("$($Server.BaseUri)", 'https://other.example/').Replace('Pérez', 'Other'))
        foreach ($night in 2, 3) {
            $run = Invoke-Sync '-Path', 'hr.csv', '-StatePath', 'hr.state.csv', '-GracePeriod', '7'
            $run.ExitCode | Should -Be 0
            $null = $run.Output -match '(sync-\d[^/\\]*)\.html'
            $rows = Import-Csv -LiteralPath "$Folder/$($Matches[1])-plan.csv" -UseCulture
            @($rows | Where-Object Code -EQ 'O9').LastName | Should -Be 'Pérez'
        }
        Remove-Item -LiteralPath "$Folder/sync-2999-01-01-000000-000-plan.csv"
    }

    It 'ends with 1 where a tag is to be revoked by hand, since its grace period does not end' {
        $run = Invoke-Sync '-Path', 'hr.csv', '-StatePath', 'hr.state.csv', '-GracePeriod', '7', '-Revoke', 'All'
        $run.ExitCode | Should -Be 1
        $run.Lines | Should -HaveCount 1
        $run.Errors | Should -Match '^sync\.ps1: B1, tag V1, plate VISI01: .*by hand'
    }

    It 'ends with 4 where the guard holds revocations, and applies the rest' {
        Set-Roster 'A1 O1:AABB11', 'A2 O2:AABB99'
        $run = Invoke-Sync
        $run.ExitCode | Should -Be 4
        $run.Lines | Should -HaveCount 1
        $run.Errors | Should -Match '^sync\.ps1: .*-MaximumRevocationPercent'
        Get-Held | Should -HaveCount 11
        Get-Held | Should -Contain 'A2 O2:AABB99'
    }

    It 'ends with 1 where rows are held, writes five of them to the error stream, and says where the others are' {
        Set-Content -LiteralPath "$Folder/bad.csv" (@('RefId,Email,Phone,Code,Plate', 'A1,a@example.com,56911111111,O1,AABB11') + (1..7 | ForEach-Object { "A2,a@example.com,56911111111,`"1,2E+15`",AABB3$_" }))
        $run = Invoke-Sync '-Path', 'bad.csv', '-Revoke', 'None'
        $run.ExitCode | Should -Be 1
        $run.Lines | Should -HaveCount 6
        $run.Lines[0..4] | ForEach-Object { $_ | Should -Match '^sync\.ps1: Line \d, A2: .*1,2E\+15' }
        $run.Lines[5] | Should -Match '^sync\.ps1: 2 more .*sync-.*-plan\.csv$'
        $run.Errors | Should -Not -Match "`e"
    }

    It 'speaks Spanish on a system that does, in its lines, errors and report' -Skip:$IsWindows {
        $run = Invoke-Sync '-Path', 'bad.csv', '-Revoke', 'None' ($Service + @{ LANG = 'es_CL.UTF-8'; LC_ALL = 'es_CL.UTF-8' })
        $run.ExitCode | Should -Be 1
        $run.Lines[0] | Should -Match '^sync\.ps1: Línea 3, A2: '
        $run.Lines[5] | Should -Match '^sync\.ps1: 2 más .*-plan\.csv$'
        $run.Output | Should -Match 'Inicio\. Nómina: .*bad\.csv'
        $run.Output | Should -Match 'código de salida 1'
        $run.Output | Should -Not -Match 'WARNING|Held rows|Ended|Planned|Keep|Held'
        $run.Output | Should -Match 'Planificado: Retenidos 8, Ya estaban bien 1'
        Get-Page | Should -Match 'lang="es'
        Get-Content -LiteralPath (Get-Report '-plan.csv').FullName -TotalCount 1 | Should -Match '^"Action";'
    }
}

Describe 'sync.ps1 in a session' {
    BeforeAll {
        Start-Service
        Set-Roster 'A1 O1:AABB11' 'hr [1].csv'
        foreach ($n in 2, 3) { Set-Content -LiteralPath "$Folder/legajos$n.csv" 'Legajo,Email,Phone,Code,Plate', "A$n,a@example.com,56911111111,O$n,AABB1$n" }
        Set-Content -LiteralPath "$Folder/token.txt" ' pester-token '
        # Ends with the exit code of each run, and what was written to the error stream.
        $script:Session = Invoke-Unattended -Environment @{ PARKUP_BASE_URI = "$($Server.BaseUri)" } @"
Set-Location -LiteralPath '$Folder'
ConvertTo-SecureString pester-token -AsPlainText -Force | Export-Clixml token.clixml
& '$Sync' './hr [1].csv' -StatePath ./state.csv -TokenPath ./token.txt -ReportFolder . 6>`$null
"brackets: `$LASTEXITCODE"
& '$Sync' 'legajos2.csv, ./legajos3*.csv' -Revoke None -TokenPath ./token.clixml -ColumnMap 'RefId=Legajo' -ReportFolder reports 6>`$null
"texts: `$LASTEXITCODE"
& '$Sync' ./legajos2.csv -Revoke None -TokenPath ./token.txt -ColumnMap @{ RefId = 'Legajo' } -ReportFolder reports 6>`$null
"map: `$LASTEXITCODE"
& '$Sync' ./reports/*.csv -Revoke None -TokenPath ./token.txt -ReportFolder reports 2>&1 6>`$null | Set-Variable faults
"own reports: `$LASTEXITCODE `$faults"
& '$Sync' ./legajos2.csv -Revoke None -TokenPath ./token.txt -ColumnMap RefId -ReportFolder reports 2>&1 6>`$null | Set-Variable faults
"bad map: `$LASTEXITCODE `$faults"
"connected: `$(Get-ParkUpConnection)"
"@
    }
    AfterAll { Stop-SandboxServer $Server }

    It 'ends the script alone, with its code in $LASTEXITCODE, and leaves no connection: <_>' -ForEach @(
        'brackets: 0', 'texts: 0', 'map: 0', 'own reports: 2 There is no roster ''\./reports/\*\.csv''.*', 'bad map: 2 The column map ''RefId'' is not.*', 'connected: '
    ) {
        $Session.Errors | Should -BeNullOrEmpty
        $Session.Output | Should -Match "(?m)^$_\r?$"
    }

    It 'took the rows of each roster, and the token of either kind of file' {
        Get-Held | Should -Be 'A1 O1:AABB11', 'A2 O2:AABB12', 'A3 O3:AABB13'
    }
}

Describe 'The texts of the scripts' {
    It 'are there in English and in Spanish, with the same places for values: <_>' -ForEach 'Job.psd1', 'Report.psd1' {
        $folder = Join-Path (Get-RepositoryRoot) 'examples/ParkUpJob'
        $english = Import-PowerShellDataFile -LiteralPath "$folder/en-US/$_"
        $spanish = Import-PowerShellDataFile -LiteralPath "$folder/es/$_"
        $english.Count | Should -BeGreaterThan 10
        $spanish.Keys | Sort-Object | Should -Be ($english.Keys | Sort-Object)
        foreach ($key in $english.Keys) {
            $places = foreach ($text in $english[$key], $spanish[$key]) { ([regex]::Matches($text, '\{\d') | ForEach-Object Value | Sort-Object -Unique) -join ' ' }
            $places[1] | Should -BeExactly $places[0] -Because $key
        }
    }

    It 'are all used, and all that are used are there' {
        $examples = Join-Path (Get-RepositoryRoot) 'examples'
        $code = (Get-ChildItem "$examples/*.ps1", "$examples/ParkUpJob/*.ps1" | Get-Content -Raw) -join "`n"
        $keys = (Import-PowerShellDataFile -LiteralPath "$examples/ParkUpJob/en-US/Job.psd1").Keys
        foreach ($key in $keys -notmatch 'Exit\d') { $code | Should -MatchExactly "[tT]ext\.$key\b" }
    }
}

Describe 'The exit code of sync.ps1' {
    BeforeAll { Import-Module "$(Get-RepositoryRoot)/examples/ParkUpJob/ParkUpJob.psm1" -Force }

    It 'is <Code> where <Of> is so' -ForEach @(
        @{ Code = 0; Of = @() }, @{ Code = 1; Of = @('HasFailed') }, @{ Code = 2; Of = @('IsStopped') }, @{ Code = 3; Of = @('IsDifferent') }, @{ Code = 4; Of = @('IsGuarded') }
        @{ Code = 2; Of = 'IsStopped', 'IsGuarded', 'HasFailed', 'IsDifferent' }, @{ Code = 4; Of = 'IsGuarded', 'HasFailed', 'IsDifferent' }, @{ Code = 1; Of = 'HasFailed', 'IsDifferent' }
    ) {
        $facts = @{}
        foreach ($name in $Of) { $facts[$name] = $true }
        Get-SyncExitCode @facts | Should -Be $Code
    }
}
