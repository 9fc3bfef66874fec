<#
.SYNOPSIS
    Revokes every tag of customers who leave, after showing what each of them holds, and reports it so that it can be undone.
.DESCRIPTION
    Lists the tags of the customers, asks about each customer with its tags in the question, and revokes just those.

    Reports are named by the time of the run, and never overwrite one another:
      offboard-<time>.csv          every tag (or customer, where it has none) and what became of it
      offboard-<time>-revoked.csv  what was revoked, or may have been. To undo it: Import-ParkUpRoster offboard-<time>-revoked.csv | Add-ParkUpTag
      offboard-<time>-failed.csv   customers to hand in again: of these, not all is certainly done
    The latter two are written only where they have rows. A second run over the same customers does no harm.
.PARAMETER RefId
    The customers. From outside of PowerShell (pwsh -File) this can be one customer only: use -Path for more.
.PARAMETER Path
    A CSV file with the customers in a column RefId.
.PARAMETER Force
    Asks nothing, as -Confirm:$false does: for a script that nobody watches.
.PARAMETER ReportFolder
    Where the reports go. It is made where it is missing.
.PARAMETER Connection
    The connection to use. Without it: the current one of the session, or the token in PARKUP_TOKEN.
.EXAMPLE
    ./offboard.ps1 -RefId A1, A2 -Connection (Connect-ParkUp -Token (Get-Secret ParkUp) -PassThru)

    Shows what the two hold, and asks about each. The token comes from a vault.
.EXAMPLE
    ./offboard.ps1 -Path left.csv -WhatIf

    Names the customers, and sends nothing, not even to list their tags.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File offboard.ps1 -Path left.csv -Force

    As a scheduled task runs it, with PARKUP_TOKEN in its environment.
.NOTES
    Exit codes: 0 every customer is done (or was answered No). 1 some are not: they are in the failed file. 2 the run
    could not be done, or not to its end: why is on the error stream. (pwsh itself ends with 1 where the command line
    is wrong.)
#>

#Requires -Version 7.4
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High', DefaultParameterSetName = 'Path')]
param(
    [Parameter(Mandatory, Position = 0, ParameterSetName = 'RefId')] [ValidateNotNullOrEmpty()] [string[]] $RefId,
    [Parameter(Mandatory, ParameterSetName = 'Path')] [ValidateNotNullOrEmpty()] [string] $Path,
    [switch] $Force,
    [ValidateNotNullOrEmpty()] [string] $ReportFolder = '.',
    [ValidateNotNull()] [object] $Connection
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
trap { [Console]::Error.WriteLine("$_"); exit 2 }

$service = $PSBoundParameters.ContainsKey('Connection') ? @{ Connection = $Connection } : @{}
$stem = "$ReportFolder/offboard-$([datetime]::Now.ToString('yyyy-MM-dd-HHmmss-fff', [cultureinfo]::InvariantCulture))"
$results = [System.Collections.Generic.List[object]]::new()
if ($Force -and -not $PSBoundParameters.ContainsKey('Confirm')) { $ConfirmPreference = 'None' }

# By the exact text of a RefId: A1 and a1 are two customers, and a hashtable would take them for one.
$customers = [System.Collections.Generic.SortedDictionary[string, object]]::new([System.StringComparer]::Ordinal)
$agreed = [System.Collections.Generic.List[object]]::new()
$unread = @()
$rest = 'Failed'
$begun = $false

# What is told of a tag, or of a whole customer, that no cmdlet has a result for.
function New-Result([string] $Customer, [object] $Tag, [string] $Outcome, [string] $Detail) {
    [pscustomobject]@{
        RefId = $Customer; CustomerId = $null; Code = $Tag ? $Tag.Code : $null; Plate = $Tag ? $Tag.Plate : $null; Operation = 'Revoke'
        Outcome = $Outcome; Succeeded = $Outcome -in 'AlreadyRevoked', 'Declined'; Evidence = 'None'; Detail = $Detail; Line = $null
    }
}

try {
    # Not by #Requires: that would end in exit code 1.
    if (-not (Get-Module -Name ParkUp.PowerShell)) { Import-Module -Name ParkUp.PowerShell }
    if ($Path) {
        $rows = @(Import-ParkUpRoster -LiteralPath $Path -ErrorAction SilentlyContinue -ErrorVariable unread)
        # An error about the file ends the run. One about a row of it is reported with the others.
        foreach ($fault in $unread) { if ($fault.TargetObject -is [string]) { throw $fault } }
        if ($rows | Where-Object { $_.Code ?? $_.Plate }) { throw "'$Path' names single tags, and all tags would be revoked: use nightly.ps1 -Revocations." }
        foreach ($fault in $unread) { $results.Add((New-Result $fault.TargetObject.RefId $null Rejected "$fault")) }
        $RefId = @($rows | ForEach-Object { "$($_.RefId)" })
    }
    elseif ($RefId -match ',') { throw 'A RefId with a comma may be several in one text, as pwsh -File hands them on: use -Path.' }
    foreach ($customer in $RefId) { $customers[$customer] = [System.Collections.Generic.List[object]]::new() }

    if ($WhatIfPreference) {
        $customers.Keys | ForEach-Object { [pscustomobject]@{ RefId = $_ } } |
            Revoke-ParkUpTag @service -All -ErrorAction SilentlyContinue | ForEach-Object { $results.Add($_) }
    }
    else {
        # Before anything is sent: a run that cannot be reported is not begun.
        $null = New-Item -ItemType Directory -Path $ReportFolder -Force -Confirm:$false
        $null = New-Item -ItemType File -Path "$stem.csv" -Confirm:$false
        $begun = $true

        $customers.Keys | Get-ParkUpTag @service -ErrorAction SilentlyContinue -ErrorVariable unlisted |
            ForEach-Object { $customers["$($_.RefId)"].Add($_) }
        foreach ($fault in $unlisted) { $results.Add((New-Result $fault.TargetObject $null Failed "$fault")) }
        foreach ($customer in $customers.Keys | Where-Object { $_ -cnotin @($unlisted | ForEach-Object { "$($_.TargetObject)" }) }) {
            $tags = $customers[$customer]
            $shown = @($tags | ForEach-Object { "$($_.Code) ($($_.Plate))" }) -join ', '
            if ($tags.Count -eq 0) { $results.Add((New-Result $customer $null AlreadyRevoked 'It holds no tag.')) }
            elseif ($PSCmdlet.ShouldProcess("customer $customer, who holds $shown", 'Revoke all tags')) { $agreed.AddRange($tags) }
            else { $results.Add((New-Result $customer $null Declined '')) }
        }

        $rest = 'Unknown'
        $agreed | Revoke-ParkUpTag @service -Confirm:$false -ErrorAction SilentlyContinue | ForEach-Object { $results.Add($_) }
    }
}
catch {
    # An error of the module that ends the run comes after the results of all rows that were sent: the rest was not.
    if ($_.FullyQualifiedErrorId -like '*,ParkUp.PowerShell.*') { $rest = 'Failed' }
    if ($_.FullyQualifiedErrorId -in 'PSInvalidOperationException', 'HostException') { throw "Nobody is there to be asked, and nothing was revoked: -Force asks nothing. ($_)" }
    throw
}
finally {
    # Ctrl+C comes here, too.
    foreach ($result in $results | Where-Object { -not $_.Succeeded }) {
        [Console]::Error.WriteLine("$("$($result.RefId) $($result.Code)".Trim()): $($result.Outcome). $($result.Detail)")
    }
    if ($begun) {
        # The books must balance: a tag, or a customer, without a result is reported as well.
        $told = [System.Collections.Generic.HashSet[string]]::new()
        foreach ($result in $results) { $null = $told.Add("$($result.RefId)`t$($result.Code)"); $null = $told.Add("$($result.RefId)") }
        foreach ($tag in $agreed | Where-Object { -not $told.Contains("$($_.RefId)`t$($_.Code)") }) {
            $results.Add((New-Result $tag.RefId $tag $rest 'The run ended before this tag had a result.'))
            $null = $told.Add("$($tag.RefId)")
        }
        foreach ($customer in $customers.Keys | Where-Object { -not $told.Contains($_) }) {
            $results.Add((New-Result $customer $null Failed 'The run ended before this customer had its turn.'))
        }
    }
    $bad = @($results | Where-Object { -not $_.Succeeded })
    if ($begun -and $results.Count) {
        # What may have been revoked is to be undone, too: to add a tag that is there does no harm.
        $revoked = @($results | Where-Object { $_.Outcome -in 'Revoked', 'Unknown' -and $_.Code } |
            ForEach-Object { [pscustomobject]@{ RefId = $_.RefId; CustomerId = $_.CustomerId; Code = $_.Code; Plate = $_.Plate } })
        $results | Export-Csv -LiteralPath "$stem.csv" -Confirm:$false
        if ($revoked) { $revoked | Export-Csv -LiteralPath "$stem-revoked.csv" -Confirm:$false }
        if ($bad) {
            # A row a customer, to be handed in again.
            $once = [System.Collections.Generic.HashSet[string]]::new()
            $bad | Where-Object { $once.Add("$($_.RefId)") } |
                ForEach-Object { [pscustomobject]@{ RefId = $_.RefId; Outcome = $_.Outcome; Detail = $_.Detail } } |
                Export-Csv -LiteralPath "$stem-failed.csv" -Confirm:$false
        }
    }
}

# For a log, or for a mail.
[pscustomobject]@{
    Customers = $customers.Count
    Results   = $results.Count
    Failed    = $bad.Where({ $_.Outcome -ne 'Unknown' }).Count
    Unknown   = $bad.Where({ $_.Outcome -eq 'Unknown' }).Count
    Outcomes  = @($results | Group-Object -Property Outcome -NoElement | ForEach-Object { "$($_.Count) $($_.Name)" }) -join ', '
    Report    = $begun ? "$stem.csv" : $null
}
exit ($bad ? 1 : 0)
