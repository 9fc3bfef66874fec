<#
.SYNOPSIS
    Revokes and adds the tags of the day, from two files, and reports what became of every row.
.DESCRIPTION
    Revocations go first: a tag that moves to another customer must be free before it is added there. Both files are
    read to their ends before anything is sent, so one that breaks off in the middle sends nothing.

    Reports are named by the time of the run, and never overwrite one another:
      nightly-<time>.csv              every row of both files, and what became of it
      nightly-<time>-Add-failed.csv   rows that were refused, unreadable, or did not get through: mend, and hand in again
      nightly-<time>-Add-unknown.csv  rows that may have been applied: look with Get-ParkUpTag first
    and the same with Revoke. Each of the latter four is written only where it has rows; they have the columns of the
    files. A second run over the same files does no harm, and is quiet. Nothing is ever asked for.
.PARAMETER Additions
    A CSV file with a row for each tag to add: RefId, Code, Plate. Leave it out on a night that adds none.
.PARAMETER Revocations
    A CSV file with a row for each tag to revoke: RefId, and Code, Plate or both. Leave it out on a night without.
.PARAMETER ReportFolder
    Where the reports go. It is made where it is missing.
.PARAMETER Connection
    The connection to use. Without it: the current one of the session, or the token in PARKUP_TOKEN.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File nightly.ps1 -Additions additions.csv -Revocations revocations.csv

    As a scheduled task runs it, with PARKUP_TOKEN in its environment.
.EXAMPLE
    ./nightly.ps1 -Additions additions.csv -Connection (Connect-ParkUp -Token (Get-Secret ParkUp) -PassThru)

    With the token from a vault.
.EXAMPLE
    ./nightly.ps1 -Additions additions.csv -Revocations revocations.csv -WhatIf

    Checks both files, and sends nothing.
.NOTES
    Exit codes: 0 every row succeeded. 1 some did not: they are in the failed or the unknown file. 2 the run could not
    be done, or not to its end: why is on the error stream. (pwsh itself ends with 1 where the command line is wrong.)
#>

#Requires -Version 7.4
[CmdletBinding(SupportsShouldProcess)]
param(
    [ValidateNotNullOrEmpty()] [string] $Additions,
    [ValidateNotNullOrEmpty()] [string] $Revocations,
    [ValidateNotNullOrEmpty()] [string] $ReportFolder = '.',
    [ValidateNotNull()] [object] $Connection
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
trap { [Console]::Error.WriteLine("$_"); exit 2 }

$service = $PSBoundParameters.ContainsKey('Connection') ? @{ Connection = $Connection } : @{}
$stem = "$ReportFolder/nightly-$([datetime]::Now.ToString('yyyy-MM-dd-HHmmss-fff', [cultureinfo]::InvariantCulture))"
$rows = @{ Revoke = @(); Add = @() }
$results = [System.Collections.Generic.List[object]]::new()
$rest = 'Failed'
$begun = $false
$ConfirmPreference = 'None'

# A row that no cmdlet has a result for, in the form of a result.
function New-Result([object] $Row, [string] $Operation, [string] $Outcome, [string] $Detail) {
    [pscustomobject]@{
        RefId = $Row.RefId; CustomerId = $Row.CustomerId; Code = $Row.Code; Plate = $Row.Plate; Operation = $Operation
        Outcome = $Outcome; Succeeded = $false; Evidence = 'None'; Detail = $Detail; Line = $Row.Line
    }
}

function Read-Roster([string] $File, [string] $Operation) {
    $rows[$Operation] = @(Import-ParkUpRoster -LiteralPath $File -ErrorAction SilentlyContinue -ErrorVariable faults)
    # An error about the file ends the run. One about a row of it is that row's result.
    foreach ($fault in $faults) { if ($fault.TargetObject -is [string]) { throw $fault } }
    foreach ($fault in $faults) { $results.Add((New-Result $fault.TargetObject $Operation Rejected "$fault")) }
}

try {
    # Not by #Requires: that would end in exit code 1.
    if (-not (Get-Module -Name ParkUp.PowerShell)) { Import-Module -Name ParkUp.PowerShell }
    if (-not ($Additions -or $Revocations)) { throw 'Name -Additions, -Revocations or both: there is nothing to do.' }
    if ($Revocations) { Read-Roster $Revocations Revoke }
    if ($Additions) { Read-Roster $Additions Add }
    if (-not $WhatIfPreference) {
        # Before anything is sent: a run that cannot be reported is not begun.
        $null = New-Item -ItemType Directory -Path $ReportFolder -Force
        $null = New-Item -ItemType File -Path "$stem.csv"
        $begun = $true
    }
    $rest = 'Unknown'
    $rows.Revoke | Revoke-ParkUpTag @service -ErrorAction SilentlyContinue | ForEach-Object { $results.Add($_) }
    $rows.Add | Add-ParkUpTag @service -ErrorAction SilentlyContinue | ForEach-Object { $results.Add($_) }
}
catch {
    # An error of the module that ends the run comes after the results of all rows that were sent: the rest was not.
    if ($_.FullyQualifiedErrorId -like '*,ParkUp.PowerShell.*') { $rest = 'Failed' }
    throw
}
finally {
    # Ctrl+C comes here, too.
    foreach ($row in $results | Where-Object { -not $_.Succeeded }) {
        [Console]::Error.WriteLine("$($row.Operation), line $($row.Line), $($row.RefId) $($row.Code) $($row.Plate): $($row.Outcome). $($row.Detail)")
    }
    if ($begun) {
        # The books must balance: a row without a result is reported as well.
        $told = [System.Collections.Generic.HashSet[string]]::new()
        foreach ($result in $results) { $null = $told.Add("$($result.Operation) $($result.Line)") }
        foreach ($operation in 'Revoke', 'Add') {
            foreach ($row in $rows[$operation] | Where-Object { -not $told.Contains("$operation $($_.Line)") }) {
                $results.Add((New-Result $row $operation $rest 'The run ended before this row had a result.'))
            }
        }
    }
    $bad = @($results | Where-Object { -not $_.Succeeded })
    if ($begun -and $results.Count) {
        $results | Export-Csv -LiteralPath "$stem.csv"
        foreach ($operation in 'Revoke', 'Add') {
            $failed, $unknown = $bad.Where({ $_.Operation -eq $operation }).Where({ $_.Outcome -ne 'Unknown' }, 'Split')
            if ($failed) { $failed | Export-Csv -LiteralPath "$stem-$operation-failed.csv" }
            if ($unknown) { $unknown | Export-Csv -LiteralPath "$stem-$operation-unknown.csv" }
        }
    }
}

# For a log, or for a mail.
[pscustomobject]@{
    Results  = $results.Count
    Failed   = $bad.Count - $bad.Where({ $_.Outcome -eq 'Unknown' }).Count
    Unknown  = $bad.Where({ $_.Outcome -eq 'Unknown' }).Count
    Outcomes = @($results | Group-Object -Property Outcome -NoElement | ForEach-Object { "$($_.Count) $($_.Name)" }) -join ', '
    Report   = $begun ? "$stem.csv" : $null
}
exit ($bad ? 1 : 0)
