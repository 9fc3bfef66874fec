# examples/sync.ps1 where it cannot run, its service dies, or it is killed or interrupted: what it says and leaves.

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
    . "$PSScriptRoot/SyncRun.ps1"
}

Describe 'sync.ps1 that cannot run' {
    BeforeAll {
        Start-Service
        Set-Roster 'A1 O1:AABB11'
        Set-Content -LiteralPath "$Folder/file" 'not a folder'
        Set-Content -LiteralPath "$Folder/damaged.csv" 'no,state'
    }
    AfterAll { Stop-SandboxServer $Server }

    It 'ends with 2, one line, a page and a log that say so, and changes nothing: <Name>' -ForEach @(
        @{ Name = 'no roster'; Arguments = '-Path', 'none.csv', '-StatePath', 's.csv'; Says = 'none\.csv' }
        @{ Name = 'no state'; Arguments = '-Path', 'hr.csv'; Says = '-StatePath' }
        @{ Name = 'a bad column map'; Arguments = '-Path', 'hr.csv', '-StatePath', 's.csv', '-ColumnMap', 'RefId'; Says = 'RefId=Legajo' }
        @{ Name = 'a bad grace period'; Arguments = '-Path', 'hr.csv', '-StatePath', 's.csv', '-GracePeriod', '7d'; Says = "'7d' is not a time.*7\.00:00:00" }
        @{ Name = 'no token'; Arguments = '-Path', 'hr.csv', '-StatePath', 's.csv'; Says = 'PARKUP_TOKEN'; Environment = @{} }
        @{ Name = 'a token that is refused'; Arguments = '-Path', 'hr.csv', '-StatePath', 's.csv'; Says = '401'; Token = 'another' }
        @{ Name = 'no token file'; Arguments = '-Path', 'hr.csv', '-StatePath', 's.csv', '-TokenPath', 'none.txt'; Says = 'none\.txt' }
        @{ Name = 'no folder for reports'; Arguments = '-Path', 'hr.csv', '-StatePath', 's.csv', '-ReportFolder', 'file'; Says = 'file' }
        @{ Name = 'no customer in scope'; Arguments = '-Path', 'hr.csv', '-StatePath', 's.csv', '-RefId', 'Z*,Y?'; Says = 'Z\*, ?Y\?' }
        @{ Name = 'a damaged state'; Arguments = '-Path', 'hr.csv', '-StatePath', 'damaged.csv'; Says = 'damaged\.csv' }
    ) {
        $environment = $Environment ?? @{ PARKUP_TOKEN = $Token ?? 'pester-token'; PARKUP_BASE_URI = "$($Server.BaseUri)" }
        $run = Invoke-Sync $Arguments $environment
        $run.ExitCode | Should -Be 2
        $run.Lines | Should -HaveCount 1
        $run.Errors | Should -Match "^sync\.ps1: .*$Says"
        Get-Writes | Should -BeNullOrEmpty
        if ($Arguments -contains '-ReportFolder') { return }
        # Its own, since those of other runs are beside it.
        $run.Output | Should -Match 'Ended with exit code 2: .*(sync-\d[^/\\]*\.html)\s*$'
        $null = $run.Output -match '(sync-\d[^/\\]*\.html)\s*$'
        foreach ($name in $Matches[1], 'sync-latest.html') {
            $page = Get-Content -LiteralPath "$Folder/$name" -Raw
            $page | Should -Match "class='verdict bad'"
            $page | Should -Match 'could not be completed. Nothing was sent.'
            $page | Should -Match "<ul class='errors'>"
        }
        Get-Log | Select-Object -Last 1 | Should -Match 'Ended with exit code 2'
    }

    It 'ends with 2 and one line where the module is not found' {
        $run = Invoke-Sync -Environment ($Service + @{ PSModulePath = $PSHOME })
        $run.ExitCode | Should -Be 2
        $run.Errors.Trim() | Should -Match '^[^\n]*ParkUp\.PowerShell[^\n]*$'
    }

    It 'runs where its log cannot be written' -Skip:(-not $IsLinux) {
        $reports = New-Item -ItemType Directory "$Folder/full"
        $null = New-Item -ItemType SymbolicLink -Path "$reports/sync.log" -Target /dev/full
        $run = Invoke-Sync '-Path', 'hr.csv', '-StatePath', 'full.csv', '-ReportFolder', 'full', '-PlanOnly'
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 3
    }
}

Describe 'sync.ps1 and a service that is dead' {
    It 'says so in one line, within seconds, also of a roster with 5,000 customers' {
        Start-Service
        Stop-SandboxServer $Server
        Set-Roster (1..5000 | ForEach-Object { "A$_ O$($_):AABB$_" })
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $run = Invoke-Sync
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 60
        $run.ExitCode | Should -Be 2
        $run.Lines | Should -HaveCount 1
        $run.Errors | Should -Match '^sync\.ps1: .*127\.0\.0\.1'
        Get-Page | Should -Match '127\.0\.0\.1'
    }

    It 'says so in few lines where it goes into maintenance <Name>' -ForEach @(
        # Of 361 requests: one to connect, a list of each customer to compare, then a list and a write of each.
        @{ Name = 'while it is compared'; Answers = 10; Lines = 1; Planned = 0 }
        # Each request that is in flight then has a line of its own. There are at most 32, and two lines more.
        @{ Name = 'while it is written to'; Answers = 220; Lines = 34; Planned = 120 }
    ) {
        Start-Service
        Set-SandboxLimit $Server "maintenanceAfter=$Answers"
        Set-Roster (1..120 | ForEach-Object { "A$_ O$($_):AABB$_" })
        try {
            $run = Invoke-Sync
            $held = Get-Held
        }
        finally { Stop-SandboxServer $Server }
        $run.ExitCode | Should -Be 2
        $run.Lines.Count | Should -BeLessOrEqual $Lines
        $run.Errors | Should -Match '^sync\.ps1: .*503'
        Get-Page | Should -Match 'could not be'

        $rows = @(if (Get-Report '-changes.csv') { Get-Rows '-changes.csv' })
        $rows | Should -HaveCount $Planned
        @($rows | Where-Object Outcome -EQ 'Created' | ForEach-Object { "$($_.RefId) $($_.Code):$($_.Plate)" } | Sort-Object) | Should -Be $held
        @($rows | Where-Object Outcome -In 'Failed', 'Unknown') | Should -HaveCount ($Planned - $held.Count)
        if ($Planned) { $held.Count | Should -BeIn (1..119) }
    }
}

Describe 'sync.ps1 that is disturbed' {
    BeforeEach {
        Start-Service
        $script:Wanted = 0..39 | ForEach-Object { "A$_ O$($_):AABB$_" } | Sort-Object
        Set-Roster $Wanted
    }
    AfterEach { Stop-SandboxServer $Server }

    It 'leaves what is known after it was killed <Name>, and ends in line the next time' -ForEach @(
        @{ Name = 'while it compared'; Requests = 12; Plan = 0 }
        @{ Name = 'while it wrote'; Requests = 60; Plan = 40 }
    ) {
        Set-SandboxLimit $Server "silentAfter=$Requests"
        $process = Start-Sync '-Path', 'hr.csv', '-StatePath', 'hr.state.csv'
        Stop-InSilence $process $Server $Requests

        Get-Page | Should -Match 'not ended'
        @(if (Get-Report '-plan.csv') { Get-Rows '-plan.csv' }) | Should -HaveCount $Plan
        $run = Invoke-Sync
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        Get-Held | Should -Be $Wanted
        (Invoke-Sync '-Path', 'hr.csv', '-StatePath', 'hr.state.csv', '-PlanOnly').ExitCode | Should -Be 0
    }

    It 'ends with 2 after Ctrl+C, and its report and log say so' -Skip:$IsWindows {
        # Of 121 requests: the first results are there, and the last cannot come.
        Set-SandboxLimit $Server 'silentAfter=100'
        $process = Start-Sync '-Path', 'hr.csv', '-StatePath', 'hr.state.csv'
        try {
            $null = Get-SandboxLog $Server -Reached 101
            foreach ($attempt in 1..600) { if ((Get-Report '-changes.csv')?.Length -gt 500) { break } else { Start-Sleep -Milliseconds 50 } }
        }
        catch { $process.Kill(); throw }
        $process.HasExited | Should -BeFalse -Because 'it is to be interrupted in the middle'
        & kill -INT $process.Id
        $run = Wait-Pwsh $process
        $run.ExitCode | Should -Be 2
        Get-Page | Should -Match 'interrupted'
        Get-Page | Should -Not -Match 'not ended'
        # What was not reached is no failure, and what was done is said, with the file that has it.
        Get-Page | Should -Match 'Did not succeed: 0\. No result: \d+\.'
        Get-Page | Should -Match 'sync-[^<]*-changes\.csv'
        (Get-Log)[-3..-1] | Should -Match 'interrupted|  Applied: created \d+$|Ended with exit code 2'
        Get-Content -LiteralPath "$Folder/sync-latest.html" -Raw | Should -BeExactly (Get-Page)
        (Get-Rows '-changes.csv').Outcome | Should -Contain 'Created'
    }

    It 'ends with 2 after Ctrl+C while it writes its last page, which says so too' -Skip:$IsWindows {
        # So many rows take some time on the page. The line before it is that of the changes.
        Set-Roster (1..2000 | ForEach-Object { "A$($_ % 40) O$($_):AABB$_" } | Sort-Object)
        $process = Start-Sync '-Path', 'hr.csv', '-StatePath', 'hr.state.csv'
        $limit = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not $process.HasExited -and $limit.Elapsed.TotalSeconds -lt 120) {
            if ((Test-Path -LiteralPath "$Folder/sync.log") -and (Get-Log) -cmatch '  Applied: created 2000$') { break }
            Start-Sleep -Milliseconds 10
        }
        & kill -INT $process.Id
        $run = Wait-Pwsh $process
        # 0 where the page was finished just before it.
        $run.ExitCode | Should -BeIn 0, 2
        (Get-Log)[-1] | Should -Match "Ended with exit code $($run.ExitCode)"
        @((Get-Log) -cmatch '  Applied: ') | Should -HaveCount 1
        Get-Page | Should -Not -Match 'not ended'
        if ($run.ExitCode -eq 2) { Get-Page | Should -Match 'interrupted' }
        Get-Page | Should -Match 'Did not succeed: 0|class=.verdict good'
        Get-Content -LiteralPath "$Folder/sync-latest.html" -Raw | Should -BeExactly (Get-Page)
    }

    It 'ends with 2 beside another run, and changes nothing' {
        $held = [System.IO.File]::Open("$Folder/hr.state.csv.lock", 'OpenOrCreate', 'ReadWrite', 'None')
        try { $run = Invoke-Sync } finally { $held.Dispose() }
        $run.ExitCode | Should -Be 2
        $run.Lines | Should -HaveCount 1
        $run.Errors | Should -Match '^sync\.ps1: .*hr\.state\.csv'
        Get-Writes | Should -BeNullOrEmpty
        Get-Page | Should -Match 'hr\.state\.csv'
        Get-Page | Should -Match 'could not be completed. Nothing was sent.'
        Get-Page | Should -Match 'Did not succeed: 0\. Not sent: 40\.'
    }
}
