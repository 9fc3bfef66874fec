# What the scripts of examples/ but sync.ps1 have in common, as a scheduled task runs them: a pwsh of their own, the token in the
# environment, a real socket.

BeforeDiscovery {
    $script:Scripts = @(
        @{ Script = 'changes.ps1'; Arguments = '-Additions', 'additions.csv', '-Revocations', 'revocations.csv'; Missing = '-Revocations', 'revocations.csv', '-Additions', 'nothing.csv' }
        @{ Script = 'audit.ps1'; Arguments = '-Path', 'customers.csv'; Missing = '-Path', 'nothing.csv' }
        @{ Script = 'offboard.ps1'; Arguments = '-Path', 'leaving.csv', '-Force'; Missing = '-Path', 'nothing.csv', '-Force' }
    )
}

BeforeAll { . "$PSScriptRoot/ExampleRuns.ps1" }

Describe '<Script>' -ForEach $Scripts {
    BeforeAll {
        Start-Service
        $script:Folder = New-Folder
        Add-Customers
        $script:SentBefore = @(Get-SandboxLog $Server).Count
        function Get-Sent { @(Get-SandboxLog $Server | Select-Object -Skip $SentBefore) }
    }

    AfterAll { Stop-SandboxServer $Server }

    It 'explains itself: every parameter, two examples or more, and its exit codes' {
        $help = Get-Help "$Examples/$Script" -Full
        $help.Synopsis | Should -Not -BeLike "$Script*"
        @($help.examples.example).Count | Should -BeGreaterThan 1
        "$($help.alertSet.alert.Text)" | Should -Match '(?s)Exit codes: 0.+1.+2'
        foreach ($parameter in $help.parameters.parameter | Where-Object name -NotIn 'WhatIf', 'Confirm') {
            "$($parameter.description.Text)" | Should -Not -BeNullOrEmpty -Because $parameter.name
        }
    }

    It 'exits with 2 and one line where the file is missing, says so in the log, and sends and reports nothing' {
        $run = Invoke-Example $Script $Missing $Folder
        $run.ExitCode | Should -Be 2
        $run.Errors.Trim() | Should -Match '^[^\n]*nothing\.csv[^\n]*$'
        $run.Output.Trim() | Should -Match '^[^\n]*Ended with exit code 2: the run could not be completed\.$'
        (Get-Log $run)[0] | Should -BeLike 'ERROR: *nothing.csv*'
        (Get-Log $run)[-1] | Should -Be 'Ended with exit code 2: the run could not be completed.'
        Get-Sent | Should -BeNullOrEmpty
        Get-ReportName $run | Should -BeNullOrEmpty
    }

    It 'exits with 2 where there is no token' {
        $run = Invoke-Example $Script $Arguments $Folder @{}
        $run.ExitCode | Should -Be 2
        ($run.Errors.Trim() -split "`n")[-1] | Should -Match 'PARKUP_TOKEN'
    }

    It 'exits with 2 where the module is not found, which the log says' {
        $run = Invoke-Example $Script $Arguments $Folder ($TokenOfServer + @{ PSModulePath = $PSHOME })
        $run.ExitCode | Should -Be 2
        $run.Errors.Trim() | Should -Match "^[^\n]*ParkUp\.PowerShell[^\n]*$"
        (Get-Log $run)[-1] | Should -Be 'Ended with exit code 2: the run could not be completed.'
    }

    It 'exits with 2 where the token is refused, and no row is lost' {
        $held = Get-Held
        $run = Invoke-Example $Script $Arguments $Folder ($TokenOfServer + @{} | ForEach-Object { $_.PARKUP_TOKEN = 'another'; $_ })
        $run.ExitCode | Should -Be 2
        Get-Held | Should -Be $held
        ($run.Errors.Trim() -split "`n")[-1] | Should -Match '401|token'
        $rows = Get-Report $run $($Script -eq 'audit.ps1' ? '-customers' : '')
        @($rows).Count | Should -Be @{ 'changes.ps1' = 4; 'audit.ps1' = 2; 'offboard.ps1' = 1 }[$Script]
        if ($Script -eq 'audit.ps1') { $rows.State | Should -Be 'NotListed', 'NotListed' } else { $rows.Succeeded | Select-Object -Unique | Should -Be 'False' }
        (Get-Sent).status | Select-Object -Unique | Should -Be 401
        (Get-Log $run)[-1] | Should -Match '^Ended with exit code 2: .* Report: .*\.csv$'
        $count = @{ 'changes.ps1' = '4 results: 4 failed'; 'audit.ps1' = '2 customers, 0 tags. 2 customers were not listed, 0 rows could not be read.'; 'offboard.ps1' = '1 results: 1 failed' }[$Script]
        (Get-Log $run)[-2] | Should -Be $count
    }

    It 'refuses a report folder that is none, and sends nothing: <_>' -ForEach 'env:out', 'customers.csv/reports' {
        $run = Wait-Pwsh (Start-Example $Script ($Arguments + @('-ReportFolder', $_)) $Folder $TokenOfServer)
        $run.ExitCode | Should -Be 2
        $run.Errors.Trim() | Should -Match ($_ -eq 'env:out' ? "^[^\n]*'env:out'[^\n]*-ReportFolder\.$" : "^[^\n]*customers\.csv.reports', so nothing was sent\. Check [^\n]*$")
        Get-ChildItem -LiteralPath $Folder -Filter out | Should -BeNullOrEmpty
    }

    It 'makes a folder, a log and reports that only their owner can read' -Skip:$IsWindows {
        $run = Invoke-Example $Script $Arguments $Folder
        "$((Get-Item -LiteralPath $run.Reports).UnixFileMode)" | Should -Be 'UserExecute, UserWrite, UserRead'
        $files = @(Get-ChildItem -LiteralPath $run.Reports)
        $files.Count | Should -BeGreaterThan 1
        $files.UnixFileMode | Select-Object -Unique | Should -Be 'UserWrite, UserRead'
    }

    It 'writes its log, and shows it unless -InformationAction says otherwise' {
        $run = Invoke-Example $Script ($Arguments + @('-InformationAction', 'SilentlyContinue')) $Folder
        $run.Output | Should -BeNullOrEmpty
        (Get-Log $run)[-1] | Should -BeLike 'Ended with exit code 0: *'
    }

    It 'leaves the connection and the functions of the session as they are' {
        $words = $Arguments -replace '^(.*\.csv)$', "$Folder/`$1" -join ' '
        $run = Invoke-Unattended -Environment $TokenOfServer @"
            Connect-ParkUp -Sandbox
            `$before = Get-ParkUpConnection
            Set-Content -LiteralPath '$Folder/token.txt' 'pester-token'
            & '$Examples/$Script' $words -TokenPath '$Folder/token.txt' -ReportFolder '$Folder/session' -InformationAction Ignore
            "code `$LASTEXITCODE"
            "same `$([object]::ReferenceEquals(`$before, (Get-ParkUpConnection)))"
            "functions `$(@(Get-Command -Module ParkUpJob).Count)"
"@
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() -split '\r?\n' | Select-Object -Last 3 | Should -Be 'code 0', 'same True', 'functions 0'
    }
}

Describe '<Script> and a service that is not there' -ForEach $Scripts {
    It 'exits with 2, and says so in one line of the error stream, without colour codes' {
        Start-Service
        try {
            $folder = New-Folder
            $dead = @{ PARKUP_TOKEN = 'pester-token'; PARKUP_BASE_URI = 'http://127.0.0.1:9' }
            $run = Invoke-Example $Script $Arguments $folder $dead
            $run.ExitCode | Should -Be 2
            $run.Errors.Trim() | Should -Match "^$([regex]::Escape($Script)): [^\n]*127\.0\.0\.1[^\n]*$"
            $run.Errors | Should -Not -Match "`e"
        }
        finally { Stop-SandboxServer $Server }
    }
}

Describe 'A run that is interrupted' {
    It 'leaves a report of every row, told apart by what is known, and ends with 2' -Skip:$IsWindows {
        Start-Service
        try {
            $folder = New-Folder @{ 'many.csv' = @('RefId,Code,Plate') + (0..199 | ForEach-Object { "K$_,C$_,CC$_" }) }
            foreach ($n in 0..199) { Add-SandboxCustomer $Server "K$n" }
            $sent = @(Get-SandboxLog $Server).Count
            Set-SandboxLimit $Server 'silentAfter=100'
            $process = Start-Example 'changes.ps1' '-Additions', 'many.csv', '-ReportFolder', 'reports' $folder $TokenOfServer
            try { $null = Get-SandboxLog $Server -Reached ($sent + 101) }
            catch { $process.Kill(); throw }
            $process.HasExited | Should -BeFalse -Because 'it is to be interrupted in the middle'
            & kill -INT $process.Id
            $run = Wait-Pwsh $process
            $run.ExitCode | Should -Be 2
            $run | Add-Member -NotePropertyName Reports -NotePropertyValue "$folder/reports"
            (Get-Log $run)[-3] | Should -BeLike 'ERROR: The run was interrupted.*'
            (Get-Log $run)[-2] | Should -Match '^200 results: (\d+ added, \d+ not known|\d+ not known, \d+ added)$'
            (Get-Log $run)[-1] | Should -BeLike 'Ended with exit code 2: the run could not be completed. Report: *.csv'
            $rows = Get-Report $run ''
            ($rows | ForEach-Object { [int] $_.Line } | Sort-Object) | Should -Be (2..201)
            $rows.Outcome | Select-Object -Unique | Sort-Object | Should -Be 'Added', 'Unknown'
            (Get-Report $run '-Add-unknown') | Should -HaveCount @($rows | Where-Object Outcome -EQ 'Unknown').Count
            $held = Get-Held
            foreach ($row in $rows | Where-Object Outcome -EQ 'Added') { $held | Should -Contain "$($row.RefId)/$($row.Code)/$($row.Plate)" }
        }
        finally { Stop-SandboxServer $Server }
    }
}
