# The scripts of examples/ but sync.ps1, as a scheduled task runs them: a pwsh of their own, the token in the environment, a real socket.

BeforeDiscovery {
    $script:Scripts = @(
        @{ Script = 'changes.ps1'; Arguments = '-Additions', 'additions.csv', '-Revocations', 'revocations.csv'; Missing = '-Revocations', 'revocations.csv', '-Additions', 'nothing.csv' }
        @{ Script = 'audit.ps1'; Arguments = '-Path', 'customers.csv'; Missing = '-Path', 'nothing.csv' }
        @{ Script = 'offboard.ps1'; Arguments = '-Path', 'leaving.csv', '-Force'; Missing = '-Path', 'nothing.csv', '-Force' }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
    $script:Examples = Join-Path (Get-RepositoryRoot) 'examples'
    $script:Files = @{
        'customers.csv'   = 'RefId,Email,Phone,Name,Code,Plate', 'A1,a1@example.com,56911111111,Ana,O1,AABB11', 'A2,a2@example.com,56922222222,,O3,AABB13', 'A1,,,,O2,AABB12'
        'additions.csv'   = 'RefId,Code,Plate', 'A2,O1,aa-bb-11', 'A1,O4,AABB14'
        'revocations.csv' = 'RefId,Code,Plate', 'A1,O1,', 'A2,,AABB13'
        'leaving.csv'     = 'RefId', 'A1'
    }

    # A folder with those files, and with others where they are given.
    function New-Folder([hashtable] $More = @{}) {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        foreach ($set in $Files, $More) { foreach ($name in $set.Keys) { Set-Content -LiteralPath "$folder/$name" -Value $set[$name] } }
        "$folder"
    }

    function Start-Example([string] $Script, [string[]] $Arguments, [string] $Folder, [hashtable] $Environment = @{}) {
        $modules = @{ PSModulePath = Get-ModulePath }
        foreach ($name in $Environment.Keys) { $modules[$name] = $Environment[$name] }
        Start-Pwsh (@('-File', "$Examples/$Script") + $Arguments) $modules $Folder
    }

    # Each run reports into a folder of its own.
    function Invoke-Example([string] $Script, [string[]] $Arguments, [string] $Folder, [hashtable] $Environment = $TokenOfServer) {
        $reports = "reports-$([guid]::NewGuid())"
        $run = Wait-Pwsh (Start-Example $Script ($Arguments + @('-ReportFolder', $reports)) $Folder $Environment)
        Add-Member -InputObject $run -NotePropertyName Reports -NotePropertyValue "$Folder/$reports" -PassThru
    }

    # The rows of a report: of the one whose name ends so.
    function Get-Report([object] $Run, [string] $End) {
        $files = @(Get-ChildItem -LiteralPath $Run.Reports -Filter "*$End.csv" | Where-Object Name -Match "\d\d$End\.csv$")
        $files | Should -HaveCount 1 -Because "there is one report '$End'"
        # With the byte order mark and the delimiter that a spreadsheet of the session's culture expects.
        [System.IO.File]::ReadAllBytes($files[0].FullName)[0..2] | Should -Be 0xEF, 0xBB, 0xBF
        Import-Csv -LiteralPath $files[0].FullName -Delimiter ((Get-Content -LiteralPath $files[0].FullName -TotalCount 1) -like '*;*' ? ';' : ',')
    }

    # All but the log.
    function Get-ReportName([object] $Run) { (Get-ChildItem -LiteralPath $Run.Reports -Exclude *.log -ErrorAction Ignore).Name -replace '\d{4}-\d\d-\d\d-\d{6}-\d{3}', 'time' }

    function Get-Held { @(foreach ($customer in Get-SandboxState $Server) { foreach ($tag in $customer.tags | Where-Object active) { "$($customer.refId)/$($tag.code)/$($tag.plate)" } }) | Sort-Object }

    function Start-Service([string[]] $Fault = @(), [int] $Latency = 0) {
        $script:Server = Start-SandboxServer -Fault $Fault -Latency $Latency
        $script:TokenOfServer = @{ PARKUP_TOKEN = 'pester-token'; PARKUP_BASE_URI = "$($Server.BaseUri)" }
    }

    # As Add-SandboxCustomer, on a service that loses answers: what was applied is refused the second time.
    function Add-CustomerSurely([string] $RefId, [string[]] $Tag) {
        foreach ($attempt in 1..10) {
            try { Add-SandboxCustomer $Server $RefId $Tag } catch { $null = $_ }
            if (@(Get-SandboxState $Server).refId -ccontains $RefId) { return }
        }
        throw "$RefId could not be added."
    }

    # What customers.csv says.
    function Add-Customers {
        Add-SandboxCustomer $Server A1 'O1:AABB11', 'O2:AABB12'
        Add-SandboxCustomer $Server A2 'O3:AABB13'
    }
}

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

    It 'exits with 2 and one line where the file is missing, and sends and reports nothing' {
        $run = Invoke-Example $Script $Missing $Folder
        $run.ExitCode | Should -Be 2
        $run.Errors.Trim() | Should -Match '^[^\n]*nothing\.csv[^\n]*$'
        $run.Output | Should -BeNullOrEmpty
        Get-Sent | Should -BeNullOrEmpty
        Get-ReportName $run | Should -BeNullOrEmpty
    }

    It 'exits with 2 where there is no token' {
        $run = Invoke-Example $Script $Arguments $Folder @{}
        $run.ExitCode | Should -Be 2
        ($run.Errors.Trim() -split "`n")[-1] | Should -Match 'PARKUP_TOKEN'
    }

    It 'exits with 2 where the module is not found' {
        $run = Invoke-Example $Script $Arguments $Folder ($TokenOfServer + @{ PSModulePath = $PSHOME })
        $run.ExitCode | Should -Be 2
        $run.Errors.Trim() | Should -Match "^[^\n]*ParkUp\.PowerShell[^\n]*$"
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

Describe 'changes.ps1' {
    BeforeEach {
        Start-Service
        $script:Folder = New-Folder
        Add-Customers
        $script:SentBefore = @(Get-SandboxLog $Server).Count
    }
    AfterEach { Stop-SandboxServer $Server }

    It 'moves a tag from one customer to another, and leaves things as they are the second time' {
        $run = Invoke-Example 'changes.ps1' '-Additions', 'additions.csv', '-Revocations', 'revocations.csv' $Folder
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Output | Should -Match '4 results: (2 Revoked, 2 Added|2 Added, 2 Revoked)'
        ($run.Output.Trim() -split '\r?\n') | Should -Be (Get-Content -LiteralPath (Get-ChildItem $run.Reports -Filter changes.log).FullName)
        Get-Held | Should -Be 'A1/O2/AABB12', 'A1/O4/AABB14', 'A2/O1/AABB11'
        Get-ReportName $run | Should -Be 'changes-time.csv'

        $run = Invoke-Example 'changes.ps1' '-Additions', 'additions.csv', '-Revocations', 'revocations.csv' $Folder
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        (Get-Report $run '').Outcome | Should -Be 'AlreadyRevoked', 'AlreadyRevoked', 'AlreadyActive', 'AlreadyActive'
    }

    It 'does with one file alone, and refuses to do with none' {
        (Invoke-Example 'changes.ps1' '-Revocations', 'revocations.csv' $Folder).ExitCode | Should -Be 0
        (Invoke-Example 'changes.ps1' '-Additions', 'additions.csv' $Folder).ExitCode | Should -Be 0
        (Invoke-Example 'changes.ps1' @() $Folder).ExitCode | Should -Be 2
    }

    It 'keeps failed rows apart by what was to be done, and takes them back in once they are mended' {
        Set-Content "$Folder/add.csv" 'RefId,Code,Plate', 'A1,O3,AABB13', 'A1,O7,AABB17', 'A1,,AABB18', 'A1,O9,AABB19,surplus'
        Set-Content "$Folder/rev.csv" 'RefId,Code', 'nobody,O1', 'A1,O2'
        $run = Invoke-Example 'changes.ps1' '-Additions', 'add.csv', '-Revocations', 'rev.csv' $Folder
        $run.ExitCode | Should -Be 1
        Get-Report $run '' | Should -HaveCount 6
        ($run.Errors.Trim() -split "`n") | Should -HaveCount 4
        (Get-Report $run '-Revoke-failed').RefId | Should -Be 'nobody'
        $failed = Get-Report $run '-Add-failed' | Sort-Object { [int] $_.Line }
        $failed.Line | Should -Be 2, 4, 5
        $failed[0].Code = 'O10'; $failed[1].Code = 'O11'
        $failed | Export-Csv "$Folder/mended.csv"
        $run = Invoke-Example 'changes.ps1' '-Additions', 'mended.csv' $Folder
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        Get-Held | Should -HaveCount 6
    }

    It 'sends nothing under -WhatIf' {
        $run = Invoke-Example 'changes.ps1' '-Additions', 'additions.csv', '-Revocations', 'revocations.csv', '-WhatIf' $Folder
        $run.ExitCode | Should -Be 0
        @(Get-SandboxLog $Server) | Should -HaveCount $SentBefore
        Get-ReportName $run | Should -BeNullOrEmpty
    }
}

Describe 'The books of a day with a service that <Name>' -ForEach @(
    @{ Name = 'loses answers'; Fault = 'CommitThenDrop:0.2', '503:0.1' }
    @{ Name = 'loses answers and tells conflicts tag by tag'; Fault = 'CommitThenDrop:0.1', 'CommitThen500:0.1', 'Conflict=PerTag', 'UnknownCustomer=Empty' }
) {
    It 'balance, and agree with what the service holds' {
        Start-Service -Fault $Fault
        try {
            $folder = New-Folder @{
                'add.csv' = @('RefId,Code,Plate') + (0..39 | ForEach-Object { "K$($_ % 8),D$_,DD$_" }) + 'K1,,DD99'
                'rev.csv' = @('RefId,Code,Plate') + (0..19 | ForEach-Object { "K$($_ % 8),C$_,CC$_" })
            }
            foreach ($n in 0..7) { Add-CustomerSurely "K$n" (0..39 | Where-Object { $_ % 8 -eq $n } | ForEach-Object { "C$($_):CC$_" }) }
            $run = Invoke-Example 'changes.ps1' '-Additions', 'add.csv', '-Revocations', 'rev.csv' $folder
            $rows = Get-Report $run ''
            ($rows | Where-Object Operation -EQ Add | ForEach-Object { [int] $_.Line } | Sort-Object) | Should -Be (2..42)
            ($rows | Where-Object Operation -EQ Revoke | ForEach-Object { [int] $_.Line } | Sort-Object) | Should -Be (2..21)
            $bad = @($rows | Where-Object Succeeded -EQ 'False')
            $run.ExitCode | Should -Be ($bad ? 1 : 0)
            $told = @(Get-ChildItem $run.Reports | Where-Object Name -Match '(failed|unknown)\.csv$' | ForEach-Object { Import-Csv $_.FullName })
            $told.Count | Should -Be $bad.Count

            # What is told for certain must be so.
            $held = Get-Held
            foreach ($row in $rows | Where-Object Succeeded -EQ 'True') {
                $tag = "$($row.RefId)/$($row.Code)/$($row.Plate)"
                if ($row.Operation -eq 'Add') { $held | Should -Contain $tag } else { $held | Should -Not -Contain $tag }
            }
        }
        finally { Stop-SandboxServer $Server }
    }
}

Describe 'audit.ps1' {
    BeforeEach {
        Start-Service
        $script:Folder = New-Folder
        Add-Customers
    }
    AfterEach { Stop-SandboxServer $Server }

    It 'writes who holds which tag, with names, and the same each time' {
        $runs = 1, 2 | ForEach-Object { Invoke-Example 'audit.ps1' '-Path', 'customers.csv' $Folder }
        $runs.ExitCode | Should -Be 0, 0
        $runs.Errors -join '' | Should -BeNullOrEmpty
        Get-ReportName $runs[0] | Should -Be 'audit-time-customers.csv', 'audit-time-tags.csv'
        (Get-Report $runs[0] '-tags').Code | Should -Be 'O1', 'O2', 'O3'
        (Get-Report $runs[0] '-tags').Name | Should -Be 'Ana', 'Ana', ''
        (Get-Report $runs[0] '-customers').Tags | Should -Be 2, 1
        foreach ($end in 'customers', 'tags') {
            $bytes = foreach ($run in $runs) { Get-Content (Get-ChildItem $run.Reports -Filter "*-$end.csv") -Raw }
            $bytes[0] | Should -BeExactly $bytes[1]
        }
    }

    It 'names who could not be listed' {
        Set-Content "$Folder/list.csv" 'RefId', 'A1', 'nobody'
        $run = Invoke-Example 'audit.ps1' '-Path', 'list.csv' $Folder
        $run.ExitCode | Should -Be 1
        $run.Errors.Trim() | Should -Match '^audit\.ps1: [^\n]*nobody[^\n]*$'
        (Get-Report $run '-customers').State | Should -Be 'Listed', 'NotListed'
        (Get-Report $run '-tags').Code | Should -Be 'O1', 'O2'
    }

    It 'exits with 1 where a row could not be read' {
        Set-Content "$Folder/list.csv" 'RefId,Code', 'A1,O1', 'A2,O3,surplus'
        $run = Invoke-Example 'audit.ps1' '-Path', 'list.csv' $Folder
        $run.ExitCode | Should -Be 1
        $run.Errors | Should -Match '3'
    }
}

Describe 'offboard.ps1' {
    BeforeEach {
        Start-Service
        $script:Folder = New-Folder
        Add-Customers
        $script:Before = Get-Held
    }
    AfterEach { Stop-SandboxServer $Server }

    It 'revokes all that the customer holds, can be undone by its report, and is quiet the second time' {
        $run = Invoke-Example 'offboard.ps1' '-Path', 'leaving.csv', '-Force' $Folder
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        Get-Held | Should -Be 'A2/O3/AABB13'
        (Invoke-Example 'offboard.ps1' '-RefId', 'A1', '-Confirm:$false' $Folder).ExitCode | Should -Be 0
        $undone = Invoke-Unattended -Environment $TokenOfServer "Import-ParkUpRoster $($run.Reports)/*-revoked.csv | Add-ParkUpTag | ForEach-Object Outcome"
        $undone.Output.Trim() -split '\s+' | Should -Be 'Added', 'Added'
        Get-Held | Should -Be $Before
    }

    It 'revokes nothing where nobody is there to be asked' {
        $run = Invoke-Example 'offboard.ps1' '-Path', 'leaving.csv' $Folder
        $run.ExitCode | Should -Be 2
        $run.Errors | Should -Match 'nothing was revoked: -Force'
        (Get-Report $run '').Outcome | Should -Be 'Failed'
        Get-Held | Should -Be $Before
    }

    It 'refuses a file that names single tags, and several customers in one text' {
        (Invoke-Example 'offboard.ps1' '-Path', 'revocations.csv', '-Force' $Folder).ExitCode | Should -Be 2
        (Invoke-Example 'offboard.ps1' '-RefId', 'A1,A2', '-Force' $Folder).ExitCode | Should -Be 2
        Get-Held | Should -Be $Before
    }

    It 'tells a customer that could not be listed, and does the others' {
        Set-Content "$Folder/left.csv" 'RefId', 'nobody', 'A1'
        $run = Invoke-Example 'offboard.ps1' '-Path', 'left.csv', '-Force' $Folder
        $run.ExitCode | Should -Be 1
        (Get-Report $run '-failed').RefId | Should -Be 'nobody'
        Get-Report $run '' | Should -HaveCount 3
        Get-Report $run '-revoked' | Should -HaveCount 2
        Get-Held | Should -Be 'A2/O3/AABB13'
    }

    It 'sends nothing under -WhatIf' {
        $sent = @(Get-SandboxLog $Server).Count
        (Invoke-Example 'offboard.ps1' '-Path', 'leaving.csv', '-WhatIf' $Folder).ExitCode | Should -Be 0
        @(Get-SandboxLog $Server) | Should -HaveCount $sent
    }
}

Describe 'A run that is interrupted' {
    It 'leaves a report of every row, told apart by what is known, and ends with 2' -Skip:$IsWindows {
        Start-Service -Latency 100
        try {
            $folder = New-Folder @{ 'many.csv' = @('RefId,Code,Plate') + (0..199 | ForEach-Object { "K$_,C$_,CC$_" }) }
            foreach ($n in 0..199) { Add-SandboxCustomer $Server "K$n" }
            $sent = @(Get-SandboxLog $Server).Count
            $process = Start-Example 'changes.ps1' '-Additions', 'many.csv', '-ReportFolder', 'reports' $folder $TokenOfServer
            try { $null = Get-SandboxLog $Server -Reached ($sent + 40) }
            catch { $process.Kill(); throw }
            $process.HasExited | Should -BeFalse -Because 'it is to be interrupted in the middle'
            & kill -INT $process.Id
            $run = Wait-Pwsh $process
            $run.ExitCode | Should -Be 2
            $run | Add-Member -NotePropertyName Reports -NotePropertyValue "$folder/reports"
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
