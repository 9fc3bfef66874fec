# What each of the scripts changes.ps1, audit.ps1 and offboard.ps1 does.

BeforeAll { . "$PSScriptRoot/ExampleRuns.ps1" }

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
        $run.Output | Should -Match '4 results: (2 revoked, 2 added|2 added, 2 revoked)'
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
        $run.Output | Should -Match 'exit code 0: every row was checked, and nothing was sent\.'
        $run.Output | Should -Not -Match 'succeeded'
        Test-Path -LiteralPath $run.Reports | Should -BeFalse
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

    It 'tells who was listed before the token was refused from who was not' {
        # The tags come in the order of the customers.
        $run = Invoke-Unattended -Environment $TokenOfServer @"
            Set-Content -LiteralPath '$Folder/five.csv' 'RefId', 'K0', 'K1', 'K2', 'K3', 'K4'
            function global:Get-ParkUpTag {
                [CmdletBinding()] param([Parameter(ValueFromPipeline)] `$RefId)
                process {
                    if (`$RefId -eq 'K3') { throw 'The service answered 401.' }
                    if (`$RefId -ne 'K1') { [pscustomobject]@{ RefId = `$RefId; Code = "C`$RefId"; Plate = 'AABB11'; CustomerId = 1; Id = 1 } }
                }
            }
            & '$Examples/audit.ps1' '$Folder/five.csv' -ReportFolder '$Folder/middle'
            exit `$LASTEXITCODE
"@
        $run.ExitCode | Should -Be 2
        $run | Add-Member -NotePropertyName Reports -NotePropertyValue "$Folder/middle"
        $rows = Get-Report $run '-customers'
        $rows.State | Should -Be 'Listed', 'Listed', 'Listed', 'NotListed', 'NotListed'
        $rows.Detail | Select-Object -Unique | Should -Be '', 'The run ended before this customer was listed.'
        (Get-Log $run)[-2] | Should -BeLike '5 customers, 2 tags. 2 customers were not listed,*'
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

    It 'reads a RefId without what is not seen at its ends, as the cmdlets do' {
        $run = Invoke-Example 'offboard.ps1' '-RefId', "A1 `u{200B},", '-Force' $Folder
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        Get-Held | Should -Be 'A2/O3/AABB13'
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
