<#
.SYNOPSIS
    Creates the customers of one flat CSV file with all their tags, and reports the result of every row.
.DESCRIPTION
    The file has one row for each tag: RefId, Email, Phone, Name, LastName, IsUnlimited, Code, Plate (or the
    Spanish names). Only one row of a customer needs the customer's own columns, and the rows may be in any order.
    A customer that already exists gets the missing tags.

    The names of the reports contain the time of the run, so reports never overwrite each other:
      onboard-<time>.csv          every row of the file, with its result
      onboard-<time>-failed.csv   rows that were rejected, unreadable or failed: fix them and use the file again
      onboard-<time>-unknown.csv  rows that may have been applied: check with Get-ParkUpTag first
    The last two are written only if they have rows. Each row contains all fields of its customer.
    A second run with the same file does no harm, and writes no errors. The script prompts only with -Confirm.
.PARAMETER Path
    The CSV file.
.PARAMETER ReportFolder
    The folder for the reports. It is created if it does not exist.
.PARAMETER Connection
    The connection to use. The default is the current connection of the session, or the token in PARKUP_TOKEN.
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
    be completed, or nothing could be done since the service failed: the reason is on the error stream. (pwsh itself ends with 1 if the command line is wrong.)
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
$stem = "$ReportFolder/onboard-$([datetime]::Now.ToString('yyyy-MM-dd-HHmmss-fff', [cultureinfo]::InvariantCulture))"
$rows = $unread = $refused = $unadded = @()
$customers = [System.Collections.Generic.List[object]]::new()
$added = [System.Collections.Generic.List[object]]::new()
$rest = 'Failed'
$begun = $false
$isInterrupted = $true
$noResult = 'The run ended before this row had a result.'

# Keyed by the exact RefId, or by line. A1 and a1 are two customers, but a hashtable would treat them as one.
$first, $whole, $own, $open, $there = 1..5 | ForEach-Object {
    [System.Collections.Generic.Dictionary[string, object]]::new([System.StringComparer]::Ordinal)
}

# A row of the report: the row of the file, completed from its customer, with its result.
function New-Line([object] $Row, [object] $Customer, [string] $Outcome, [string] $Detail) {
    $made = [ordered]@{ Line = $Row.Line; RefId = $Row.RefId }
    foreach ($name in 'Email', 'Phone', 'Name', 'LastName', 'IsUnlimited') { $made[$name] = $Row.$name ?? ($Customer ? $Customer.$name : $null) }
    foreach ($name in 'Code', 'Plate', 'Tags') { $made[$name] = $Row.$name }
    $made.Outcome = $Outcome
    $made.Succeeded = $Outcome -in 'Created', 'AlreadyExists', 'Added', 'AlreadyActive'
    $made.Detail = $Detail
    [pscustomobject] $made
}

# The errors with the given id. An error that stops the run also leaves an exception in the list.
function Get-Fault([object[]] $Left, [string] $Id) {
    $Left | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -like "$Id,*" }
}

# The results of the rows: a row that a check rejected has its own result, the others share the customer's result.
function Set-Standing {
    foreach ($fault in Get-Fault $refused InvalidInput) { $own["$($fault.TargetObject.Line)"] = $fault.TargetObject }
    foreach ($customer in $customers) {
        if (-not $own.ContainsKey("$($customer.Line)") -or -not $whole.ContainsKey("$($customer.RefId)")) { $whole["$($customer.RefId)"] = $customer }
        if ($customer.Outcome -eq 'Created' -and -not $customer.Succeeded) { $open["$($customer.RefId)"] = $customer }
    }
    foreach ($fault in Get-Fault $refused Conflict) { $open["$($fault.TargetObject.RefId)"] = $fault.TargetObject }
}

try {
    # Not with #Requires: that would end with exit code 1.
    if (-not (Get-Module -Name ParkUp.PowerShell)) { Import-Module -Name ParkUp.PowerShell }
    $rows = @(Import-ParkUpRoster -LiteralPath $Path -ErrorAction SilentlyContinue -ErrorVariable unread)
    # An error about the file stops the run. An error about one of its rows is reported with the others.
    foreach ($fault in $unread) { if ($fault.TargetObject -is [string]) { throw $fault } }
    if (-not $WhatIfPreference) {
        # Before anything is sent: without a report, the run does not start.
        $null = New-Item -ItemType Directory -Path $ReportFolder -Force -Confirm:$false
        $null = New-Item -ItemType File -Path "$stem.csv" -Confirm:$false
        $begun = $true
    }

    # The rows of a customer must be consecutive. The customers stay in the order of the file.
    foreach ($row in $rows) { $null = $first.TryAdd("$($row.RefId)", $row.Line) }
    $rest = 'Unknown'
    $rows | Sort-Object -Property { $first["$($_.RefId)"] }, Line |
        New-ParkUpCustomer @service -ErrorAction SilentlyContinue -ErrorVariable refused |
        ForEach-Object { $customers.Add($_) }

    Set-Standing

    # Add the missing tags of customers that exist without them.
    $rows | Where-Object { $open.ContainsKey("$($_.RefId)") -and -not $own.ContainsKey("$($_.Line)") -and ($_.Code ?? $_.Plate ?? $_.Tags) } |
        ForEach-Object { [pscustomobject]@{ RefId = $_.RefId; Code = $_.Code; Plate = $_.Plate; Tag = $_.Tags; Line = $_.Line } } |
        Add-ParkUpTag @service -ErrorAction SilentlyContinue -ErrorVariable unadded |
        ForEach-Object { $added.Add($_) }
    # Rows without a result by now were answered with No.
    $rest = 'Failed'
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
    Set-Standing
    # If a customer does not exist after all, the conflict was about a tag of another customer.
    $absent = @(Get-Fault $unadded NotFound | ForEach-Object { $_.TargetObject.Line })
    foreach ($tag in $added | Where-Object { $_.Line -notin $absent }) {
        $there["$($tag.RefId)"] = $tag
        if (-not $own.ContainsKey("$($tag.Line)") -or -not $tag.Succeeded) { $own["$($tag.Line)"] = $tag }
    }

    # The report contains every row, including those that could not be read.
    $report = @(@(
        foreach ($fault in $unread | Where-Object { $_.TargetObject -isnot [string] }) { New-Line $fault.TargetObject $null Rejected "$fault" }
        foreach ($row in $rows) {
            $customer = $whole["$($row.RefId)"]
            # With -WhatIf a customer has no result of its own, so another row's refusal must not stand for this row.
            $isShared = -not $WhatIfPreference -or ($customer -and $row.Line -in @($customer.Line) + @($customer.Tags | ForEach-Object Line))
            $result = $own["$($row.Line)"] ?? ($isShared ? $customer : $null)
            $isTag = $null -ne ($row.Code ?? $row.Plate ?? $row.Tags)
            if (-not $result -or ($isTag -and $result.Outcome -eq 'Created' -and -not $result.Succeeded)) {
                if ($begun) { New-Line $row $customer $rest $noResult }
            }
            elseif (-not $isTag -and $there.ContainsKey("$($row.RefId)")) { New-Line $row $customer AlreadyExists '' }
            else { New-Line $row $customer "$($result.Outcome)" "$($result.Detail)" }
        }
    ) | Sort-Object -Property Line)
    $failed, $unknown = $report.Where({ -not $_.Succeeded }).Where({ $_.Outcome -ne 'Unknown' }, 'Split')
    if ($begun -and $report) {
        $report | Export-Csv -UseCulture -Encoding utf8BOM -LiteralPath "$stem.csv" -Confirm:$false
        if ($failed) { $failed | Export-Csv -UseCulture -Encoding utf8BOM -LiteralPath "$stem-failed.csv" -Confirm:$false }
        if ($unknown) { $unknown | Export-Csv -UseCulture -Encoding utf8BOM -LiteralPath "$stem-unknown.csv" -Confirm:$false }
    }
    if (-not $isInterrupted) {
        foreach ($row in @($failed) + @($unknown) | Where-Object { $_.Detail -ne $noResult }) {
            Write-Failure "Line $($row.Line), $($row.RefId) $($row.Code) $($row.Plate): $($row.Outcome). $($row.Detail)"
        }
    }
}

# For a log or a mail.
[pscustomobject]@{
    Rows     = $report.Count
    Failed   = $failed.Count
    Unknown  = $unknown.Count
    Outcomes = @($report | Group-Object -Property Outcome -NoElement | ForEach-Object { "$($_.Count) $($_.Name)" }) -join ', '
    Report   = $begun ? "$stem.csv" : $null
}
$isDead = $report.Count -gt 0 -and -not $report.Where({ $_.Outcome -ne 'Failed' -or $_.Detail -eq $noResult })
exit ($isDead ? 2 : $failed -or $unknown ? 1 : 0)
