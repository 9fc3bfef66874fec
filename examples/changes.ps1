<#
.SYNOPSIS
    Revokes and adds the tags of the day, from two files, and reports the result of every row.
.DESCRIPTION
    Revocations go first: a tag that moves to another customer must be revoked before it is added there. Both files are
    read completely before anything is sent. If a file cannot be read to its end, nothing is sent.

    The names of the reports contain the time of the run, so reports never overwrite each other:
      nightly-<time>.csv              every row of both files, with its result
      nightly-<time>-Add-failed.csv   rows that were rejected, unreadable or failed: fix them and use the file again
      nightly-<time>-Add-unknown.csv  rows that may have been applied: check with Get-ParkUpTag first
    and the same with Revoke. Each of these four is written only if it has rows. They have the columns of the input
    files. A second run with the same files does no harm, and writes no errors. The script never prompts.
.PARAMETER Additions
    A CSV file with one row for each tag to add: RefId, Code, Plate. Omit it if there are none.
.PARAMETER Revocations
    A CSV file with one row for each tag to revoke: RefId, and Code, Plate or both. Omit it if there are none.
.PARAMETER ReportFolder
    The folder for the reports. It is created if it does not exist.
.PARAMETER Connection
    The connection to use. The default is the current connection of the session, or the token in PARKUP_TOKEN.
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
    be completed, or nothing could be done since the service failed: the reason is on the error stream. (pwsh itself ends with 1 if the command line is wrong.)
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
$caller = $PSCmdlet

# Writes to the error stream, one line for each error, without colour codes where it is redirected.
function Write-Failure([string] $Text) {
    $rendering = $PSStyle.OutputRendering
    if ([Console]::IsErrorRedirected) { $PSStyle.OutputRendering = 'PlainText' }
    $script:ErrorActionPreference = 'Continue'
    $caller.WriteError([System.Management.Automation.ErrorRecord]::new([System.Exception]::new($Text), 'ParkUp', 'NotSpecified', $null))
    $script:ErrorActionPreference = 'Stop'
    $PSStyle.OutputRendering = $rendering
}

# After Ctrl+C nothing can be written to a stream, and the attempt would end the script with exit code 0.
trap {
    if ($_.Exception -isnot [System.Management.Automation.PipelineStoppedException]) { Write-Failure "$_" }
    exit 2
}

$service = $PSBoundParameters.ContainsKey('Connection') ? @{ Connection = $Connection } : @{}
$stem = "$ReportFolder/nightly-$([datetime]::Now.ToString('yyyy-MM-dd-HHmmss-fff', [cultureinfo]::InvariantCulture))"
$rows = @{ Revoke = @(); Add = @() }
$results = [System.Collections.Generic.List[object]]::new()
$rest = 'Failed'
$begun = $false
$isInterrupted = $true
$ConfirmPreference = 'None'

# A result for a row that has none from a cmdlet.
function New-Result([object] $Row, [string] $Operation, [string] $Outcome, [string] $Detail) {
    [pscustomobject]@{
        RefId = $Row.RefId; CustomerId = $Row.CustomerId; Code = $Row.Code; Plate = $Row.Plate; Operation = $Operation
        Outcome = $Outcome; Succeeded = $false; Evidence = 'None'; Detail = $Detail; Line = $Row.Line
    }
}

function Read-Roster([string] $File, [string] $Operation) {
    $rows[$Operation] = @(Import-ParkUpRoster -LiteralPath $File -ErrorAction SilentlyContinue -ErrorVariable faults)
    # An error about the file stops the run. An error about one of its rows is the result of that row.
    foreach ($fault in $faults) { if ($fault.TargetObject -is [string]) { throw $fault } }
    foreach ($fault in $faults) { $results.Add((New-Result $fault.TargetObject $Operation Rejected "$fault")) }
}

try {
    # Not with #Requires: that would end with exit code 1.
    if (-not (Get-Module -Name ParkUp.PowerShell)) { Import-Module -Name ParkUp.PowerShell }
    if (-not ($Additions -or $Revocations)) { throw 'Use -Additions, -Revocations or both: there is nothing to do.' }
    if ($Revocations) { Read-Roster $Revocations Revoke }
    if ($Additions) { Read-Roster $Additions Add }
    if (-not $WhatIfPreference) {
        # Before anything is sent: without a report, the run does not start.
        $null = New-Item -ItemType Directory -Path $ReportFolder -Force
        $null = New-Item -ItemType File -Path "$stem.csv"
        $begun = $true
    }
    $rest = 'Unknown'
    $rows.Revoke | Revoke-ParkUpTag @service -ErrorAction SilentlyContinue | ForEach-Object { $results.Add($_) }
    $rows.Add | Add-ParkUpTag @service -ErrorAction SilentlyContinue | ForEach-Object { $results.Add($_) }
    $isInterrupted = $false
}
catch {
    $isInterrupted = $false
    # If an error of the module stops the run, all rows that were sent already have results. The others were not sent.
    if ($_.FullyQualifiedErrorId -like '*,ParkUp.PowerShell.*') { $rest = 'Failed' }
    throw
}
finally {
    # This also runs after Ctrl+C.
    $told = @($results | Where-Object { -not $_.Succeeded })
    if ($begun) {
        # Rows without a result are reported, too.
        $reported = [System.Collections.Generic.HashSet[string]]::new()
        foreach ($result in $results) { $null = $reported.Add("$($result.Operation) $($result.Line)") }
        foreach ($operation in 'Revoke', 'Add') {
            foreach ($row in $rows[$operation] | Where-Object { -not $reported.Contains("$operation $($_.Line)") }) {
                $results.Add((New-Result $row $operation $rest 'The run ended before this row had a result.'))
            }
        }
    }
    $bad = @($results | Where-Object { -not $_.Succeeded })
    if ($begun -and $results.Count) {
        $results | Export-Csv -UseCulture -Encoding utf8BOM -LiteralPath "$stem.csv"
        foreach ($operation in 'Revoke', 'Add') {
            $failed, $unknown = $bad.Where({ $_.Operation -eq $operation }).Where({ $_.Outcome -ne 'Unknown' }, 'Split')
            if ($failed) { $failed | Export-Csv -UseCulture -Encoding utf8BOM -LiteralPath "$stem-$operation-failed.csv" }
            if ($unknown) { $unknown | Export-Csv -UseCulture -Encoding utf8BOM -LiteralPath "$stem-$operation-unknown.csv" }
        }
    }
    if (-not $isInterrupted) {
        foreach ($row in $told) {
            Write-Failure "$($row.Operation), line $($row.Line), $($row.RefId) $($row.Code) $($row.Plate): $($row.Outcome). $($row.Detail)"
        }
    }
}

# For a log or a mail.
[pscustomobject]@{
    Results  = $results.Count
    Failed   = $bad.Count - $bad.Where({ $_.Outcome -eq 'Unknown' }).Count
    Unknown  = $bad.Where({ $_.Outcome -eq 'Unknown' }).Count
    Outcomes = @($results | Group-Object -Property Outcome -NoElement | ForEach-Object { "$($_.Count) $($_.Name)" }) -join ', '
    Report   = $begun ? "$stem.csv" : $null
}
$isDead = $results.Count -gt 0 -and -not $results.Where({ $_.Outcome -ne 'Failed' })
exit ($isDead ? 2 : $bad ? 1 : 0)
