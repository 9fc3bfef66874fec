<#
.SYNOPSIS
    Creates the customers of one flat CSV file with all their tags, and reports what became of every row.
.DESCRIPTION
    The file has a row for each tag: RefId, Email, Phone, Name, LastName, IsUnlimited, Code, Plate (or the same in
    Spanish). The customer's own columns may be filled in on one of its rows only, and the rows may be in any order.
    A customer that is there already gets the tags that it lacks.

    Reports are named by the time of the run, and never overwrite one another:
      onboard-<time>.csv          every row of the file, and what became of it
      onboard-<time>-failed.csv   rows that were refused, unreadable, or did not get through: mend, and hand in again
      onboard-<time>-unknown.csv  rows that may have been applied: look with Get-ParkUpTag first
    The latter two are written only where they have rows, with all that a customer needs on each.
    A second run over the same file does no harm, and is quiet. Nothing is asked for, unless by -Confirm.
.PARAMETER Path
    The CSV file.
.PARAMETER ReportFolder
    Where the reports go. It is made where it is missing.
.PARAMETER Connection
    The connection to use. Without it: the current one of the session, or the token in PARKUP_TOKEN.
.EXAMPLE
    ./onboard.ps1 -Path roster.csv -WhatIf

    Checks every row and says what would be created. Nothing is sent.
.EXAMPLE
    ./onboard.ps1 -Path roster.csv -ReportFolder reports -Connection (Connect-ParkUp -Token (Get-Secret ParkUp) -PassThru)

    With the token from a vault.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File onboard.ps1 -Path roster.csv

    As a scheduled task runs it, with PARKUP_TOKEN in its environment.
.NOTES
    Exit codes: 0 every row succeeded. 1 some did not: they are in the failed or the unknown file. 2 the run could not
    be done, or not to its end: why is on the error stream. (pwsh itself ends with 1 where the command line is wrong.)
#>

#Requires -Version 7.4
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory, Position = 0)] [ValidateNotNullOrEmpty()] [string] $Path,
    [ValidateNotNullOrEmpty()] [string] $ReportFolder = '.',
    [ValidateNotNull()] [object] $Connection
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
trap { [Console]::Error.WriteLine("$_"); exit 2 }

$service = $PSBoundParameters.ContainsKey('Connection') ? @{ Connection = $Connection } : @{}
$stem = "$ReportFolder/onboard-$([datetime]::Now.ToString('yyyy-MM-dd-HHmmss-fff', [cultureinfo]::InvariantCulture))"
$rows = $unread = $refused = $unadded = @()
$customers = [System.Collections.Generic.List[object]]::new()
$added = [System.Collections.Generic.List[object]]::new()
$rest = 'Failed'
$begun = $false
$untold = 'The run ended before this row had a result.'

# By the exact text of a RefId, or by line. A1 and a1 are two customers: a hashtable would take them for one.
$first, $whole, $own, $open, $there = 1..5 | ForEach-Object {
    [System.Collections.Generic.Dictionary[string, object]]::new([System.StringComparer]::Ordinal)
}

# A row of the report: the row of the file, completed from its customer, and what became of it.
function New-Line([object] $Row, [object] $Customer, [string] $Outcome, [string] $Detail) {
    $made = [ordered]@{ Line = $Row.Line; RefId = $Row.RefId }
    foreach ($name in 'Email', 'Phone', 'Name', 'LastName', 'IsUnlimited') { $made[$name] = $Row.$name ?? ($Customer ? $Customer.$name : $null) }
    foreach ($name in 'Code', 'Plate', 'Tags') { $made[$name] = $Row.$name }
    $made.Outcome = $Outcome
    $made.Succeeded = $Outcome -in 'Created', 'AlreadyExists', 'Added', 'AlreadyActive'
    $made.Detail = $Detail
    [pscustomobject] $made
}

# The errors with an id among those that a cmdlet left; an error that ends the run leaves an exception there as well.
function Get-Fault([object[]] $Left, [string] $Id) {
    $Left | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -like "$Id,*" }
}

# What became of the customers: a row that a check refused has a result of its own, the others share their customer's.
function Set-Standing {
    foreach ($fault in Get-Fault $refused InvalidInput) { $own["$($fault.TargetObject.Line)"] = $fault.TargetObject }
    foreach ($customer in $customers) {
        if (-not $own.ContainsKey("$($customer.Line)") -or -not $whole.ContainsKey("$($customer.RefId)")) { $whole["$($customer.RefId)"] = $customer }
        if ($customer.Outcome -eq 'Created' -and -not $customer.Succeeded) { $open["$($customer.RefId)"] = $customer }
    }
    foreach ($fault in Get-Fault $refused Conflict) { $open["$($fault.TargetObject.RefId)"] = $fault.TargetObject }
}

try {
    # Not by #Requires: that would end in exit code 1.
    if (-not (Get-Module -Name ParkUp.PowerShell)) { Import-Module -Name ParkUp.PowerShell }
    $rows = @(Import-ParkUpRoster -LiteralPath $Path -ErrorAction SilentlyContinue -ErrorVariable unread)
    # An error about the file ends the run. One about a row of it is reported with the others.
    foreach ($fault in $unread) { if ($fault.TargetObject -is [string]) { throw $fault } }
    if (-not $WhatIfPreference) {
        # Before anything is sent: a run that cannot be reported is not begun.
        $null = New-Item -ItemType Directory -Path $ReportFolder -Force -Confirm:$false
        $null = New-Item -ItemType File -Path "$stem.csv" -Confirm:$false
        $begun = $true
    }

    # The rows of a customer must follow one another. The customers stay in the order of the file.
    foreach ($row in $rows) { $null = $first.TryAdd("$($row.RefId)", $row.Line) }
    $rest = 'Unknown'
    $rows | Sort-Object -Property { $first["$($_.RefId)"] }, Line |
        New-ParkUpCustomer @service -ErrorAction SilentlyContinue -ErrorVariable refused |
        ForEach-Object { $customers.Add($_) }

    Set-Standing

    # A customer that is there without some of its tags is given them.
    $rows | Where-Object { $open.ContainsKey("$($_.RefId)") -and -not $own.ContainsKey("$($_.Line)") -and ($_.Code ?? $_.Plate ?? $_.Tags) } |
        ForEach-Object { [pscustomobject]@{ RefId = $_.RefId; Code = $_.Code; Plate = $_.Plate; Tag = $_.Tags; Line = $_.Line } } |
        Add-ParkUpTag @service -ErrorAction SilentlyContinue -ErrorVariable unadded |
        ForEach-Object { $added.Add($_) }
    # What has no result now was answered with No.
    $rest = 'Failed'
}
catch {
    # An error of the module that ends the run comes after the results of all rows that were sent: the rest was not.
    if ($_.FullyQualifiedErrorId -like '*,ParkUp.PowerShell.*') { $rest = 'Failed' }
    throw
}
finally {
    # Ctrl+C comes here, too.
    Set-Standing
    # Where a customer is not there after all, the conflict was about a tag of somebody else's.
    $absent = @(Get-Fault $unadded NotFound | ForEach-Object { $_.TargetObject.Line })
    foreach ($tag in $added | Where-Object { $_.Line -notin $absent }) {
        $there["$($tag.RefId)"] = $tag
        if (-not $own.ContainsKey("$($tag.Line)") -or -not $tag.Succeeded) { $own["$($tag.Line)"] = $tag }
    }

    # Every row is accounted for: those that could not be read, and the others.
    $report = @(@(
        foreach ($fault in $unread | Where-Object { $_.TargetObject -isnot [string] }) { New-Line $fault.TargetObject $null Rejected "$fault" }
        foreach ($row in $rows) {
            $customer = $whole["$($row.RefId)"]
            $result = $own["$($row.Line)"] ?? $customer
            $isTag = $null -ne ($row.Code ?? $row.Plate ?? $row.Tags)
            if (-not $result -or ($isTag -and $result.Outcome -eq 'Created' -and -not $result.Succeeded)) {
                if ($begun) { New-Line $row $customer $rest $untold }
            }
            elseif (-not $isTag -and $there.ContainsKey("$($row.RefId)")) { New-Line $row $customer AlreadyExists '' }
            else { New-Line $row $customer "$($result.Outcome)" "$($result.Detail)" }
        }
    ) | Sort-Object -Property Line)
    $failed, $unknown = $report.Where({ -not $_.Succeeded }).Where({ $_.Outcome -ne 'Unknown' }, 'Split')
    foreach ($row in @($failed) + @($unknown) | Where-Object { $_.Detail -ne $untold }) {
        [Console]::Error.WriteLine("Line $($row.Line), $($row.RefId) $($row.Code) $($row.Plate): $($row.Outcome). $($row.Detail)")
    }
    if ($begun -and $report) {
        $report | Export-Csv -LiteralPath "$stem.csv" -Confirm:$false
        if ($failed) { $failed | Export-Csv -LiteralPath "$stem-failed.csv" -Confirm:$false }
        if ($unknown) { $unknown | Export-Csv -LiteralPath "$stem-unknown.csv" -Confirm:$false }
    }
}

# For a log, or for a mail.
[pscustomobject]@{
    Rows     = $report.Count
    Failed   = $failed.Count
    Unknown  = $unknown.Count
    Outcomes = @($report | Group-Object -Property Outcome -NoElement | ForEach-Object { "$($_.Count) $($_.Name)" }) -join ', '
    Report   = $begun ? "$stem.csv" : $null
}
exit ($failed -or $unknown ? 1 : 0)
