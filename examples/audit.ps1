<#
.SYNOPSIS
    Writes the tags of customers to a CSV file, and compares them with an expected roster.
.DESCRIPTION
    The service has no list of all customers, so they are taken from a roster. Each customer is listed once, no matter
    how many rows it has. With -Expected, the tags are compared by code and plate with a roster of the expected tags.
    Nothing is changed.

    The names of the reports contain the time of the run, so reports never overwrite each other. The
    order of the rows is always the same, so that two reports can be compared line by line:
      audit-<time>-customers.csv    every customer: Listed or NotListed, the number of tags, the reason
      audit-<time>-tags.csv         every tag of these customers
      audit-<time>-missing.csv      with -Expected: expected tags that are missing: Import-ParkUpRoster … | Add-ParkUpTag
      audit-<time>-extra.csv        with -Expected: tags that are not expected: Import-ParkUpRoster … | Revoke-ParkUpTag
    The last two are written only if they have rows, and do not contain customers that are NotListed. What cannot be
    read is not absent: a customer with an expected row that is unreadable, or lacks its code or plate, has no extra tags.
    An empty list does not show whether the customer exists.
.PARAMETER Path
    A CSV file with the customers in a column RefId. If it is not given, the customers of -Expected are used.
.PARAMETER Expected
    A CSV file with one row for each expected tag: RefId, Code, Plate.
.PARAMETER ReportFolder
    The folder for the reports. It is created if it does not exist.
.PARAMETER Connection
    The connection to use. The default is the current connection of the session, or the token in PARKUP_TOKEN.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File audit.ps1 -Path customers.csv -ReportFolder /srv/parkup/audits

    As a scheduled task runs it, with PARKUP_TOKEN in its environment.
.EXAMPLE
    ./audit.ps1 -Expected roster.csv -Connection (Connect-ParkUp -Token (Get-Secret ParkUp) -PassThru)

    Reports missing and unexpected tags, with the token from a vault.
.NOTES
    Exit codes: 0 every customer was listed, and no tag differs. 1 some customers were not listed, some rows could not
    be read, or some tags differ. 2 the run could not be completed, or no customer could be listed: the reason is on the error
    stream. (pwsh itself ends with 1 if the command line is wrong.)
#>

#Requires -Version 7.4
[CmdletBinding()]
param(
    [Parameter(Position = 0)] [ValidateNotNullOrEmpty()] [string] $Path,
    [ValidateNotNullOrEmpty()] [string] $Expected,
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
$stem = "$ReportFolder/audit-$([datetime]::Now.ToString('yyyy-MM-dd-HHmmss-fff', [cultureinfo]::InvariantCulture))"
$held = [System.Collections.Generic.List[object]]::new()
$unreadable = 0

# Customers of whom not every expected row can be read; with an unknown RefId it may be any.
$doubtful = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::Ordinal)
$isAnyDoubtful = $false
$begun = $false

# Keyed by the exact RefId: A1 and a1 are two customers, but a hashtable would treat them as one.
$customers = [System.Collections.Generic.SortedDictionary[string, object]]::new([System.StringComparer]::Ordinal)
$wanted = [System.Collections.Generic.SortedDictionary[string, object]]::new([System.StringComparer]::Ordinal)
$found = [System.Collections.Generic.SortedDictionary[string, object]]::new([System.StringComparer]::Ordinal)

function Get-Key([object] $Tag) { "$($Tag.RefId)`t$($Tag.Code)`t$([ParkUp.Client.Plate]::Normalize($Tag.Plate))" }

function New-Difference([object] $Tag, [string] $Difference) {
    [pscustomobject]@{ RefId = $Tag.RefId; Code = $Tag.Code; Plate = $Tag.Plate; Difference = $Difference }
}

# The readable rows of a file. An error about the file stops the run. An error about one of its rows is counted.
function Read-Roster([string] $File) {
    $rows = @(Import-ParkUpRoster -LiteralPath $File -ErrorAction SilentlyContinue -ErrorVariable faults)
    foreach ($fault in $faults) {
        if ($fault.TargetObject -is [string]) { throw $fault }
        $script:unreadable++
        if ($fault.TargetObject.RefId) { $null = $doubtful.Add($fault.TargetObject.RefId) } else { $script:isAnyDoubtful = $true }
        Write-Failure "$fault"
    }
    foreach ($row in $rows) {
        $customers["$($row.RefId)"] = [pscustomobject]@{ RefId = $row.RefId; State = 'NotListed'; Tags = 0; Detail = 'The run ended before this customer was listed.' }
    }
    $rows
}

try {
    # Not with #Requires: that would end with exit code 1.
    if (-not (Get-Module -Name ParkUp.PowerShell)) { Import-Module -Name ParkUp.PowerShell }
    if (-not ($Path -or $Expected)) { throw 'Use -Path, -Expected or both: there are no customers to list.' }
    if ($Path) { $null = Read-Roster $Path }
    if ($Expected) {
        foreach ($row in Read-Roster $Expected) {
            $problem = $row.FindProblem()
            if (-not $problem) { $wanted[(Get-Key $row)] = $row; continue }
            # A row without any tag says nothing of the customer's tags; any other is damaged.
            if ($row.Code ?? $row.Plate) {
                $unreadable++
                Write-Failure "Line $($row.Line), $($row.RefId): $problem"
            }
            # With a damaged RefId it may be any customer.
            if ($row.RefId -and $problem -notlike 'RefId *') { $null = $doubtful.Add($row.RefId) } else { $isAnyDoubtful = $true }
        }
    }
    # Before anything is sent: without a report, the run does not start.
    $null = New-Item -ItemType Directory -Path $ReportFolder -Force
    $null = New-Item -ItemType File -Path "$stem-customers.csv"
    $begun = $true
    $customers.Keys | Get-ParkUpTag @service -ErrorAction SilentlyContinue -ErrorVariable unlisted | ForEach-Object { $held.Add($_) }
    foreach ($customer in $customers.Values) { $customer.State = 'Listed'; $customer.Detail = '' }
    foreach ($fault in $unlisted) {
        $customer = $customers["$($fault.TargetObject)"]
        $customer.State = 'NotListed'
        $customer.Detail = "$fault"
        Write-Failure "$fault"
    }
}
finally {
    # This also runs after Ctrl+C.
    foreach ($tag in $held) {
        $found[(Get-Key $tag)] = $tag
        $customers["$($tag.RefId)"].Tags++
    }
    if ($begun) {
        $customers.Values | Export-Csv -UseCulture -Encoding utf8BOM -LiteralPath "$stem-customers.csv"
        $found.Values | Export-Csv -UseCulture -Encoding utf8BOM -LiteralPath "$stem-tags.csv"
    }
}

$differences = @(
    if ($Expected) {
        foreach ($key in $wanted.Keys | Where-Object { -not $found.ContainsKey($_) }) {
            if ($customers["$($wanted[$key].RefId)"].State -eq 'Listed') { New-Difference $wanted[$key] Missing }
        }
        foreach ($key in $found.Keys | Where-Object { -not $wanted.ContainsKey($_) }) {
            if (-not ($isAnyDoubtful -or $doubtful.Contains($found[$key].RefId))) { New-Difference $found[$key] Extra }
        }
    }
)
# Separate files for tags to add and tags to revoke, so that they cannot be mixed up.
foreach ($kind in 'Missing', 'Extra') {
    $part = $differences | Where-Object Difference -EQ $kind
    if ($part) { $part | Export-Csv -UseCulture -Encoding utf8BOM -LiteralPath "$stem-$($kind.ToLowerInvariant()).csv" }
}

# For a log or a mail.
$notListed = @($customers.Values | Where-Object { $_.State -eq 'NotListed' })
[pscustomobject]@{
    Customers   = $customers.Count
    NotListed   = $notListed.Count
    Unreadable  = $unreadable
    Tags        = $held.Count
    Differences = $differences.Count
    Report      = "$stem-customers.csv"
}
exit ($customers.Count -gt 0 -and $notListed.Count -eq $customers.Count ? 2 : $notListed -or $unreadable -or $differences ? 1 : 0)
