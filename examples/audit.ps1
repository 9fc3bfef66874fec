<#
.SYNOPSIS
    Writes who holds which tag into a CSV file, and compares it with what should be.
.DESCRIPTION
    The service has no list of all customers: they are taken from a roster, each once, however many rows it has. With
    -Expected, the tags are held against a roster of what should be, by code and plate. Nothing is changed.

    Reports are named by the time of the run, and never overwrite one another. Their order is always the same, so that
    two nights can be compared line by line:
      audit-<time>-customers.csv    every customer: Listed or NotListed, how many tags, and why not
      audit-<time>-tags.csv         every tag that they hold
      audit-<time>-missing.csv      with -Expected: tags that should be there and are not: Import-Csv … | Add-ParkUpTag
      audit-<time>-extra.csv        with -Expected: tags that are there and should not be: Import-Csv … | Revoke-ParkUpTag
    The last two are written only where there are any; customers NotListed are left out of them.
    Whether a customer without tags is known at all, an empty list does not tell.
.PARAMETER Path
    A CSV file with the customers in a column RefId. Without it, the customers are those of -Expected.
.PARAMETER Expected
    A CSV file with a row for each tag that should be: RefId, Code, Plate.
.PARAMETER ReportFolder
    Where the reports go. It is made where it is missing.
.PARAMETER Connection
    The connection to use. Without it: the current one of the session, or the token in PARKUP_TOKEN.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File audit.ps1 -Path customers.csv -ReportFolder /srv/parkup/audits

    As a scheduled task runs it, with PARKUP_TOKEN in its environment.
.EXAMPLE
    ./audit.ps1 -Expected roster.csv -Connection (Connect-ParkUp -Token (Get-Secret ParkUp) -PassThru)

    Tells what is missing and what is there too much, with the token from a vault.
.NOTES
    Exit codes: 0 every customer was listed, and no tag differs. 1 some were not, some rows could not be read, or some
    tags differ. 2 the run could not be done, or not to its end: why is on the error stream. (pwsh itself ends with 1
    where the command line is wrong.)
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
trap { [Console]::Error.WriteLine("$_"); exit 2 }

$service = $PSBoundParameters.ContainsKey('Connection') ? @{ Connection = $Connection } : @{}
$stem = "$ReportFolder/audit-$([datetime]::Now.ToString('yyyy-MM-dd-HHmmss-fff', [cultureinfo]::InvariantCulture))"
$held = [System.Collections.Generic.List[object]]::new()
$unreadable = 0
$begun = $false

# By the exact text of a RefId: A1 and a1 are two customers, and a hashtable would take them for one.
$customers = [System.Collections.Generic.SortedDictionary[string, object]]::new([System.StringComparer]::Ordinal)
$wanted = [System.Collections.Generic.SortedDictionary[string, object]]::new([System.StringComparer]::Ordinal)
$found = [System.Collections.Generic.SortedDictionary[string, object]]::new([System.StringComparer]::Ordinal)

function Get-Key([object] $Tag) { "$($Tag.RefId)`t$($Tag.Code)`t$([ParkUp.Client.Plate]::Normalize($Tag.Plate))" }

function New-Difference([object] $Tag, [string] $Difference) {
    [pscustomobject]@{ RefId = $Tag.RefId; Code = $Tag.Code; Plate = $Tag.Plate; Difference = $Difference }
}

# The rows of a file that can be read. An error about the file ends the run; one about a row of it is counted.
function Read-Roster([string] $File) {
    $rows = @(Import-ParkUpRoster -LiteralPath $File -ErrorAction SilentlyContinue -ErrorVariable faults)
    foreach ($fault in $faults) {
        if ($fault.TargetObject -is [string]) { throw $fault }
        $script:unreadable++
        [Console]::Error.WriteLine("$fault")
    }
    foreach ($row in $rows) {
        $customers["$($row.RefId)"] = [pscustomobject]@{ RefId = $row.RefId; State = 'NotListed'; Tags = 0; Detail = 'The run ended before its list came.' }
    }
    $rows
}

try {
    # Not by #Requires: that would end in exit code 1.
    if (-not (Get-Module -Name ParkUp.PowerShell)) { Import-Module -Name ParkUp.PowerShell }
    if (-not ($Path -or $Expected)) { throw 'Name -Path, -Expected or both: there is nobody to ask about.' }
    if ($Path) { $null = Read-Roster $Path }
    if ($Expected) {
        foreach ($row in Read-Roster $Expected | Where-Object { $null -ne ($_.Code ?? $_.Plate) }) { $wanted[(Get-Key $row)] = $row }
    }
    # Before anything is asked: a run that cannot be reported is not begun.
    $null = New-Item -ItemType Directory -Path $ReportFolder -Force
    $null = New-Item -ItemType File -Path "$stem-customers.csv"
    $begun = $true
    $customers.Keys | Get-ParkUpTag @service -ErrorAction SilentlyContinue -ErrorVariable unlisted | ForEach-Object { $held.Add($_) }
    foreach ($customer in $customers.Values) { $customer.State = 'Listed'; $customer.Detail = '' }
    foreach ($fault in $unlisted) {
        $customer = $customers["$($fault.TargetObject)"]
        $customer.State = 'NotListed'
        $customer.Detail = "$fault"
        [Console]::Error.WriteLine("$fault")
    }
}
finally {
    # Ctrl+C comes here, too.
    foreach ($tag in $held) {
        $found[(Get-Key $tag)] = $tag
        $customers["$($tag.RefId)"].Tags++
    }
    if ($begun) {
        $customers.Values | Export-Csv -LiteralPath "$stem-customers.csv"
        $found.Values | Export-Csv -LiteralPath "$stem-tags.csv"
    }
}

$differences = @(
    if ($Expected) {
        foreach ($key in $wanted.Keys | Where-Object { -not $found.ContainsKey($_) }) {
            if ($customers["$($wanted[$key].RefId)"].State -eq 'Listed') { New-Difference $wanted[$key] Missing }
        }
        foreach ($key in $found.Keys | Where-Object { -not $wanted.ContainsKey($_) }) { New-Difference $found[$key] Extra }
    }
)
# One file for what is to be added, one for what is to be revoked: neither must go where the other belongs.
foreach ($kind in 'Missing', 'Extra') {
    $part = $differences | Where-Object Difference -EQ $kind
    if ($part) { $part | Export-Csv -LiteralPath "$stem-$($kind.ToLowerInvariant()).csv" }
}

# For a log, or for a mail.
$notListed = @($customers.Values | Where-Object { $_.State -eq 'NotListed' })
[pscustomobject]@{
    Customers   = $customers.Count
    NotListed   = $notListed.Count
    Unreadable  = $unreadable
    Tags        = $held.Count
    Differences = $differences.Count
    Report      = "$stem-customers.csv"
}
exit ($notListed -or $unreadable -or $differences ? 1 : 0)
