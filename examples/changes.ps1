<#
.SYNOPSIS
    Revokes and adds the tags of the day, from two files, and reports the result of every row.
.DESCRIPTION
    For data that say what changes. If a roster says how everything should be, use sync.ps1 instead.

    Revocations go first: a tag that moves to another customer must be revoked before it is added there. Both files are
    read completely before anything is sent. If a file cannot be read to its end, nothing is sent.

    The names of the reports contain the time of the run, so reports never overwrite each other:
      changes.log                     the lines of all runs, with their times
      changes-<time>.csv              every row of both files, with its result
      changes-<time>-Add-failed.csv   rows that were rejected, unreadable or failed: fix them and use the file again
      changes-<time>-Add-unknown.csv  rows that may have been applied: check with Get-ParkUpTag first
    and the same with Revoke. Each of the last four is written only if it has rows. They have the columns of the input
    files. A second run with the same files does no harm, and writes no errors. The script never prompts.
.PARAMETER Additions
    A CSV file with one row for each tag to add: RefId, Code, Plate. Omit it if there are none.
.PARAMETER Revocations
    A CSV file with one row for each tag to revoke: RefId, and Code, Plate or both. Omit it if there are none.
.PARAMETER ReportFolder
    The folder for the reports. It is created if it does not exist.
.PARAMETER Connection
    The connection to use. The default is the current connection of the session, or the token in PARKUP_TOKEN.
.PARAMETER TokenPath
    A file with the token: plain text, or a .clixml file with a SecureString that Export-Clixml wrote.
.PARAMETER SandboxPath
    Rehearses on a sandbox that is kept in this file from one run to the next.
.PARAMETER SandboxFault
    The faults of that sandbox, as of Connect-ParkUp.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File changes.ps1 -Additions additions.csv -Revocations revocations.csv

    As a scheduled task runs it, with PARKUP_TOKEN in its environment.
.EXAMPLE
    ./changes.ps1 -Additions additions.csv -TokenPath token.clixml

    With the token in an encrypted file.
.EXAMPLE
    ./changes.ps1 -Additions additions.csv -Revocations revocations.csv -WhatIf

    Checks both files, and sends nothing.
.NOTES
    Exit codes: 0 every row succeeded. 1 some did not: they are in the failed or the unknown file. 2 the run could not
    be completed: the reason is on the error stream. (pwsh itself ends with 1 if the command line is wrong.)
#>

#Requires -Version 7.4
[CmdletBinding(SupportsShouldProcess)]
param(
    [ValidateNotNullOrEmpty()] [string] $Additions,
    [ValidateNotNullOrEmpty()] [string] $Revocations,
    [ValidateNotNullOrEmpty()] [string] $ReportFolder = '.',
    [ValidateNotNull()] [object] $Connection,
    [ValidateNotNullOrEmpty()] [string] $TokenPath,
    [ValidateNotNullOrEmpty()] [string] $SandboxPath,
    [string[]] $SandboxFault
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ConfirmPreference = 'None'
# After Ctrl+C. Nothing can be written to a stream then: the attempt would end the script with exit code 0.
trap { exit 2 }
try { Import-Module "$PSScriptRoot/ParkUpJob" -Scope Local -Verbose:$false } catch { Write-Error "$_" -ErrorAction Continue; exit 2 }

# A result for a row that has none from a cmdlet.
function New-Result([object] $Row, [string] $Operation, [string] $Outcome, [string] $Detail) {
    [pscustomobject]@{
        RefId = $Row.RefId; CustomerId = $Row.CustomerId; Code = $Row.Code; Plate = $Row.Plate; Operation = $Operation
        Outcome = $Outcome; Succeeded = $false; Evidence = 'None'; Detail = $Detail; Line = $Row.Line
    }
}

exit (Invoke-Job changes $PSCmdlet {
    param($job)

    $text = $job.Text
    if (-not ($Additions -or $Revocations)) { throw $text.NothingToChange }
    $rows = @{ Revoke = @(); Add = @() }
    $unread = @{ Revoke = [System.Collections.Generic.List[object]]::new(); Add = [System.Collections.Generic.List[object]]::new() }
    if ($Revocations) { $rows.Revoke = @(Import-JobRoster $job $Revocations $unread.Revoke Revocations) }
    if ($Additions) { $rows.Add = @(Import-JobRoster $job $Additions $unread.Add Additions) }

    $results = [System.Collections.Generic.List[object]]::new()
    $job.Results = $results
    $rest = 'Failed'
    $stem = $null
    try {
        # Before anything is sent: without a report, the run does not start.
        if (-not $WhatIfPreference) {
            $stem = Open-JobReport $job $ReportFolder -End '.csv'
            $job.Report = "$stem.csv"
        }
        foreach ($operation in 'Revoke', 'Add') {
            foreach ($fault in $unread[$operation]) {
                $results.Add((New-Result $fault.TargetObject $operation Rejected "$fault"))
                Write-JobFailure $job "$operation`: $fault" "$operation, InvalidInput"
            }
        }
        Connect-Job $job
        if (-not $WhatIfPreference) { Assert-JobService $job }
        $service = $job.Service
        $rest = 'Unknown'
        $rows.Revoke | Revoke-ParkUpTag @service -ErrorAction Continue *>&1 | Receive-JobStream $job | ForEach-Object { $results.Add($_) }
        $rows.Add | Add-ParkUpTag @service -ErrorAction Continue *>&1 | Receive-JobStream $job | ForEach-Object { $results.Add($_) }
    }
    catch {
        # If an error of the module stops the run, all rows that were sent already have results. The others were not sent.
        if ($_.FullyQualifiedErrorId -like '*,ParkUp.PowerShell.*') { $rest = 'Failed' }
        throw
    }
    finally {
        # Also after Ctrl+C: rows without a result are reported, too.
        if ($stem) {
            $reported = [System.Collections.Generic.HashSet[string]]::new()
            foreach ($result in $results) { $null = $reported.Add("$($result.Operation) $($result.Line)") }
            foreach ($operation in 'Revoke', 'Add') {
                foreach ($row in $rows[$operation] | Where-Object { -not $reported.Contains("$operation $($_.Line)") }) {
                    $results.Add((New-Result $row $operation $rest $text.NoResult))
                }
                $failed, $unknown = $results.Where({ $_.Operation -eq $operation -and -not $_.Succeeded }).Where({ $_.Outcome -ne 'Unknown' }, 'Split')
                if ($failed) { $failed | Export-JobCsv -Path "$stem-$operation-failed.csv" }
                if ($unknown) { $unknown | Export-JobCsv -Path "$stem-$operation-unknown.csv" }
            }
            if ($results) { $results | Export-JobCsv -Path "$stem.csv" }
        }
    }
    $job.ExitCode = $job.IsOutage ? 2 : $results.Where({ -not $_.Succeeded }, 'First') ? 1 : 0
})
