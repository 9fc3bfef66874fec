<#
.SYNOPSIS
    Shows and revokes all tags of customers who leave, with a report to undo it.
.DESCRIPTION
    Lists the tags of the customers, shows them in a question for each customer, and revokes exactly those tags.

    The names of the reports contain the time of the run, so reports never overwrite each other:
      offboard-<time>.csv          every tag (or the customer, if it has none), with its result
      offboard-<time>-revoked.csv  what was revoked, or may have been revoked. To undo it: Import-ParkUpRoster offboard-<time>-revoked.csv | Add-ParkUpTag
      offboard-<time>-failed.csv   customers with tags that are not certainly revoked: use the file as input again
    The last two are written only if they have rows. A second run with the same customers does no harm.
.PARAMETER RefId
    The customers. With pwsh -File, only one customer is possible: use -Path for several.
.PARAMETER Path
    A CSV file with the customers in a column RefId.
.PARAMETER Force
    Does not ask for confirmation, like -Confirm:$false. For unattended scripts.
.PARAMETER ReportFolder
    The folder for the reports. It is created if it does not exist.
.PARAMETER Connection
    The connection to use. The default is the current connection of the session, or the token in PARKUP_TOKEN.
.EXAMPLE
    ./offboard.ps1 -RefId A1, A2 -Connection (Connect-ParkUp -Token (Get-Secret ParkUp) -PassThru)

    Shows the tags of the two customers, and asks for each. The token comes from a vault.
.EXAMPLE
    ./offboard.ps1 -Path left.csv -WhatIf

    Shows the customers, and sends nothing, not even a list request.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File offboard.ps1 -Path left.csv -Force

    As a scheduled task runs it, with PARKUP_TOKEN in its environment.
.NOTES
    Exit codes: 0 every customer is done (or was answered with No). 1 some are not: they are in the failed file. 2 the
    run could not be completed, or nothing could be done since the service failed: the reason is on the error stream.
    (pwsh itself ends with 1 if the command line is wrong.)
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
$stem = "$ReportFolder/offboard-$([datetime]::Now.ToString('yyyy-MM-dd-HHmmss-fff', [cultureinfo]::InvariantCulture))"
$results = [System.Collections.Generic.List[object]]::new()
if ($Force -and -not $PSBoundParameters.ContainsKey('Confirm')) { $ConfirmPreference = 'None' }

# Keyed by the exact RefId: A1 and a1 are two customers, but a hashtable would treat them as one.
$customers = [System.Collections.Generic.SortedDictionary[string, object]]::new([System.StringComparer]::Ordinal)
$agreed = [System.Collections.Generic.List[object]]::new()
$unread = @()
$rest = 'Failed'
$begun = $false
$isInterrupted = $true

# A result for a tag or a customer that has none from a cmdlet.
function New-Result([string] $Customer, [object] $Tag, [string] $Outcome, [string] $Detail) {
    [pscustomobject]@{
        RefId = $Customer; CustomerId = $null; Code = $Tag ? $Tag.Code : $null; Plate = $Tag ? $Tag.Plate : $null; Operation = 'Revoke'
        Outcome = $Outcome; Succeeded = $Outcome -in 'AlreadyRevoked', 'Declined'; Evidence = 'None'; Detail = $Detail; Line = $null
    }
}

try {
    # Not with #Requires: that would end with exit code 1.
    if (-not (Get-Module -Name ParkUp.PowerShell)) { Import-Module -Name ParkUp.PowerShell }
    if ($Path) {
        $rows = @(Import-ParkUpRoster -LiteralPath $Path -ErrorAction SilentlyContinue -ErrorVariable unread)
        # An error about the file stops the run. An error about one of its rows is reported with the others.
        foreach ($fault in $unread) { if ($fault.TargetObject -is [string]) { throw $fault } }
        if ($rows | Where-Object { $_.Code ?? $_.Plate }) { throw "'$Path' contains single tags, but this script revokes all tags of a customer. Use nightly.ps1 -Revocations." }
        foreach ($fault in $unread) { $results.Add((New-Result $fault.TargetObject.RefId $null Rejected "$fault")) }
        $RefId = @($rows | ForEach-Object { "$($_.RefId)" })
    }
    elseif ($RefId -match ',') { throw 'A RefId contains a comma. pwsh -File passes several values as one text: use -Path.' }
    foreach ($customer in $RefId) { $customers[$customer] = [System.Collections.Generic.List[object]]::new() }

    if ($WhatIfPreference) {
        $customers.Keys | ForEach-Object { [pscustomobject]@{ RefId = $_ } } |
            Revoke-ParkUpTag @service -All -ErrorAction SilentlyContinue | ForEach-Object { $results.Add($_) }
    }
    else {
        # Before anything is sent: without a report, the run does not start.
        $null = New-Item -ItemType Directory -Path $ReportFolder -Force -Confirm:$false
        $null = New-Item -ItemType File -Path "$stem.csv" -Confirm:$false
        $begun = $true

        $customers.Keys | Get-ParkUpTag @service -ErrorAction SilentlyContinue -ErrorVariable unlisted |
            ForEach-Object { $customers["$($_.RefId)"].Add($_) }
        foreach ($fault in $unlisted) { $results.Add((New-Result $fault.TargetObject $null Failed "$fault")) }
        foreach ($customer in $customers.Keys | Where-Object { $_ -cnotin @($unlisted | ForEach-Object { "$($_.TargetObject)" }) }) {
            $tags = $customers[$customer]
            $shown = @($tags | ForEach-Object { "$($_.Code) ($($_.Plate))" }) -join ', '
            if ($tags.Count -eq 0) { $results.Add((New-Result $customer $null AlreadyRevoked 'The customer holds no tag.')) }
            elseif ($PSCmdlet.ShouldProcess("customer $customer, who holds $shown", 'Revoke all tags')) { $agreed.AddRange($tags) }
            else { $results.Add((New-Result $customer $null Declined '')) }
        }

        $rest = 'Unknown'
        $agreed | Revoke-ParkUpTag @service -Confirm:$false -ErrorAction SilentlyContinue | ForEach-Object { $results.Add($_) }
    }
    $isInterrupted = $false
}
catch {
    $isInterrupted = $false
    # If an error of the module stops the run, all rows that were sent already have results. The others were not sent.
    if ($_.FullyQualifiedErrorId -like '*,ParkUp.PowerShell.*') { $rest = 'Failed' }
    if ($_.FullyQualifiedErrorId -in 'PSInvalidOperationException', 'HostException') { throw "Confirmation is required, but the session is not interactive, so nothing was revoked: -Force turns it off. ($_)" }
    throw
}
finally {
    # This also runs after Ctrl+C.
    $told = @($results | Where-Object { -not $_.Succeeded })
    if ($begun) {
        # Tags and customers without a result are reported, too.
        $reported = [System.Collections.Generic.HashSet[string]]::new()
        foreach ($result in $results) { $null = $reported.Add("$($result.RefId)`t$($result.Code)"); $null = $reported.Add("$($result.RefId)") }
        foreach ($tag in $agreed | Where-Object { -not $reported.Contains("$($_.RefId)`t$($_.Code)") }) {
            $results.Add((New-Result $tag.RefId $tag $rest 'The run ended before this tag had a result.'))
            $null = $reported.Add("$($tag.RefId)")
        }
        foreach ($customer in $customers.Keys | Where-Object { -not $reported.Contains($_) }) {
            $results.Add((New-Result $customer $null Failed 'The run ended before this customer was processed.'))
        }
    }
    $bad = @($results | Where-Object { -not $_.Succeeded })
    if ($begun -and $results.Count) {
        # Tags that may have been revoked are included: adding a tag that is still active does no harm.
        $revoked = @($results | Where-Object { $_.Outcome -in 'Revoked', 'Unknown' -and $_.Code } |
            ForEach-Object { [pscustomobject]@{ RefId = $_.RefId; CustomerId = $_.CustomerId; Code = $_.Code; Plate = $_.Plate } })
        $results | Export-Csv -UseCulture -Encoding utf8BOM -LiteralPath "$stem.csv" -Confirm:$false
        if ($revoked) { $revoked | Export-Csv -UseCulture -Encoding utf8BOM -LiteralPath "$stem-revoked.csv" -Confirm:$false }
        if ($bad) {
            # One row per customer, to be used as input again.
            $once = [System.Collections.Generic.HashSet[string]]::new()
            $bad | Where-Object { $once.Add("$($_.RefId)") } |
                ForEach-Object { [pscustomobject]@{ RefId = $_.RefId; Outcome = $_.Outcome; Detail = $_.Detail } } |
                Export-Csv -UseCulture -Encoding utf8BOM -LiteralPath "$stem-failed.csv" -Confirm:$false
        }
    }
    if (-not $isInterrupted) {
        foreach ($result in $told) {
            Write-Failure ("$("$($result.RefId) $($result.Code)".Trim()): $($result.Outcome). $($result.Detail)")
        }
    }
}

# For a log or a mail.
[pscustomobject]@{
    Customers = $customers.Count
    Results   = $results.Count
    Failed    = $bad.Where({ $_.Outcome -ne 'Unknown' }).Count
    Unknown   = $bad.Where({ $_.Outcome -eq 'Unknown' }).Count
    Outcomes  = @($results | Group-Object -Property Outcome -NoElement | ForEach-Object { "$($_.Count) $($_.Name)" }) -join ', '
    Report    = $begun ? "$stem.csv" : $null
}
$isDead = $results.Count -gt 0 -and -not $results.Where({ $_.Outcome -ne 'Failed' })
exit ($isDead ? 2 : $bad ? 1 : 0)
