# What examples/ParkUpJob does for all scripts: the log, the names of reports, and the rosters that a path means.

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
    $script:Module = "$(Get-RepositoryRoot)/examples/ParkUpJob/ParkUpJob.psm1"
    Import-Module $Module -Force

    function New-Folder { "$(New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid())))" }

    # A job as its functions see it.
    function New-Job([string] $Folder) {
        [pscustomobject]@{
            Name = 'sync'; StartedAt = [datetimeoffset] '2026-11-26T03:15:00.123-03:00'; Stamp = ''; Text = Import-JobText Job.psd1; Paths = $ExecutionContext.SessionState.Path
            Parameters = @{ InformationAction = 'Ignore' }; Folder = $Folder; LogPath = "$Folder/sync.log"; IsInterrupted = $false
        }
    }
}

AfterAll { Remove-Module ParkUpJob }

Describe 'The log' {
    It 'keeps every line of three processes that write to it at once' {
        $log = "$(New-Folder)/sync.log"
        $processes = 1..3 | ForEach-Object {
            $code = "Import-Module '$Module'; `$job = [pscustomobject]@{ LogPath = '$log' }; foreach (`$n in 1..300) { `$null = Add-JobLogLine `$job 'process $_, line of some length' }"
            Start-Pwsh '-Command', $code
        }
        foreach ($process in $processes) { (Wait-Pwsh $process).Errors | Should -BeNullOrEmpty }
        $lines = Get-Content -LiteralPath $log
        $lines | Should -HaveCount 900
        $lines -notmatch '^\S+ \S+ \S+  process [123], line of some length$' | Should -BeNullOrEmpty
    }
}

Describe 'The end of a job that Ctrl+C stops while it is written' {
    It 'is written in a second run, and says so' {
        $job = New-Job (New-Folder)
        $job | Add-Member @{ ExitCode = 0; IsEnded = $false; Failures = [System.Collections.Generic.List[string]]::new(); Kinds = @{} }
        $once = [System.Collections.Generic.HashSet[string]]::new()
        $job | Add-Member Once $once
        $seen = [hashtable]::Synchronized(@{ Runs = 0; IsStarted = [System.Threading.ManualResetEventSlim]::new() })
        $shell = [powershell]::Create().AddScript({
                param($module, $job, $seen)
                Import-Module $module
                try { $null }
                finally {
                    Invoke-JobEnd $job {
                        $seen.Runs++
                        & (Get-Module ParkUpJob) { param($job) Write-JobLogOnce $job 'done 1' } $job
                        if ($seen.Runs -eq 1) { $seen.IsStarted.Set(); while ($true) { Start-Sleep -Milliseconds 20 } }
                        Complete-Job $job 'interrupted' ''
                    }
                }
            }).AddArgument($Module).AddArgument($job).AddArgument($seen)
        $null = $shell.BeginInvoke()
        $seen.IsStarted.Wait(60000) | Should -BeTrue
        $shell.Stop()
        $shell.Dispose()

        $seen.Runs | Should -Be 2
        $job.IsInterrupted | Should -BeTrue
        $job.ExitCode | Should -Be 2
        (Get-Content -LiteralPath $job.LogPath) -replace '^\S+ \S+ \S+\s+' | Should -Be @('done 1', "ERROR: $($job.Text.Interrupted)", ($job.Text.Ended -f 2, 'interrupted'))
    }
}

Describe 'Texts' {
    BeforeAll { $script:Culture = [cultureinfo]::CurrentUICulture }
    AfterEach { [cultureinfo]::CurrentUICulture = $Culture }

    It 'are English in a session in <Language>, for which there are none' -ForEach @(
        @{ Language = 'German'; Name = 'de-DE' }, @{ Language = 'British English'; Name = 'en-GB' }, @{ Language = 'no language (LANG=C)'; Name = '' }
    ) {
        [cultureinfo]::CurrentUICulture = $Name
        (Import-JobText Job.psd1).Interrupted | Should -Match '^The run was interrupted'
        (Import-JobText Report.psd1).Count | Should -BeGreaterThan 10
    }

    # From 7.5 on, English is looked for before that.
    It 'have no file that PowerShell 7.4 would take for those of such a language' {
        $files = Get-ChildItem "$(Split-Path $Module)/en-US/*.psd1"
        $files | Should -HaveCount 2
        foreach ($file in $files) { Join-Path (Split-Path $Module) $file.Name | Should -Not -Exist }
    }
}

Describe 'Reports' {
    It 'of two runs that begin in the same millisecond have different names' {
        $folder = New-Folder
        $stems = 1..3 | ForEach-Object { Open-JobReport (New-Job $folder) $folder | Split-Path -Leaf }
        $stems | Should -Be 'sync-2026-11-26-031500-123', 'sync-2026-11-26-031500-124', 'sync-2026-11-26-031500-125'
        (Get-ChildItem -LiteralPath $folder).Name | Should -Be ($stems -replace '$', '.html')
    }
}

Describe 'Rosters' {
    BeforeAll {
        $script:Folder = New-Folder
        foreach ($name in 'nomina-2026-11-26-031500-123.csv', 'hr.csv', 'sync-2026-11-26-031500-123-plan.csv', 'changes-2026-11-26-031500-123.csv') { Set-Content -LiteralPath "$Folder/$name" 'RefId' }
        $script:Job = New-Job $Folder
        function Find-Name([string[]] $Path) { Find-JobRoster $Job $Path | Split-Path -Leaf }
    }

    It 'are read by wildcards whatever time is in their names; reports are not, and the log names them' {
        Find-Name "$Folder/*.csv" | Should -Be 'hr.csv', 'nomina-2026-11-26-031500-123.csv'
        $left = (Get-Content -LiteralPath "$Folder/sync.log") -match 'is a report'
        $left | Should -HaveCount 2
        $left -join ' ' | Should -Match 'changes-.*sync-'
    }

    It 'may have a comma too many between them' {
        Find-Name "$Folder/hr.csv,", ",$Folder/hr.csv" | Should -Be 'hr.csv', 'hr.csv'
        { Find-Name ',' } | Should -Throw "There is no roster ','*"
        (ConvertTo-JobColumnMap $Job 'RefId=Legajo,').Keys | Should -Be 'RefId'
    }

    It 'are files: a path of another provider is refused' {
        { Find-Name 'env:PATH' } | Should -Throw "'env:PATH' is not a path of the file system*-Path."
        { Find-Name 'nosuchdrive:hr.csv' } | Should -Throw "'nosuchdrive:hr.csv' is not a path of the file system*-Path."
    }
}
