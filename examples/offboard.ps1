<#
.SYNOPSIS
    Shows and revokes all tags of customers who leave, with a report to undo it.
.DESCRIPTION
    Lists the tags of the customers, shows them in a question for each customer, and revokes exactly those tags.

    The names of the reports contain the time of the run, so reports never overwrite each other:
      offboard.log                 the lines of all runs, with their times
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
.PARAMETER TokenPath
    A file with the token: plain text, or a .clixml file with a SecureString that Export-Clixml wrote.
.PARAMETER SandboxPath
    Rehearses on a sandbox that is kept in this file from one run to the next.
.PARAMETER SandboxFault
    The faults of that sandbox, as of Connect-ParkUp.
.EXAMPLE
    ./offboard.ps1 -RefId A1, A2 -TokenPath token.clixml

    Shows the tags of the two customers, and asks for each. The token is in an encrypted file.
.EXAMPLE
    ./offboard.ps1 -Path left.csv -WhatIf

    Shows the customers, and sends nothing, not even a list request.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File offboard.ps1 -Path left.csv -Force

    As a scheduled task runs it, with PARKUP_TOKEN in its environment.
.NOTES
    Exit codes: 0 every customer is done (or was answered with No). 1 some are not: they are in the failed file. 2 the
    run could not be completed: the reason is on the error stream. (pwsh itself ends with 1 if the command line is wrong.)
#>

#Requires -Version 7.4
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High', DefaultParameterSetName = 'Path')]
param(
    [Parameter(Mandatory, Position = 0, ParameterSetName = 'RefId')] [ValidateNotNullOrEmpty()] [string[]] $RefId,
    [Parameter(Mandatory, ParameterSetName = 'Path')] [ValidateNotNullOrEmpty()] [string] $Path,
    [switch] $Force,
    [ValidateNotNullOrEmpty()] [string] $ReportFolder = '.',
    [ValidateNotNull()] [object] $Connection,
    [ValidateNotNullOrEmpty()] [string] $TokenPath,
    [ValidateNotNullOrEmpty()] [string] $SandboxPath,
    [string[]] $SandboxFault
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
if ($Force -and -not $PSBoundParameters.ContainsKey('Confirm')) { $ConfirmPreference = 'None' }
$script = $PSCmdlet
# After Ctrl+C. Nothing can be written to a stream then: the attempt would end the script with exit code 0.
trap { exit 2 }
try { Import-Module "$PSScriptRoot/ParkUpJob" -Scope Local -Verbose:$false } catch { Write-Error "$_" -ErrorAction Continue; exit 2 }

# A result for a tag or a customer that has none from a cmdlet.
function New-Result([string] $Customer, [object] $Tag, [string] $Outcome, [string] $Detail) {
    [pscustomobject]@{
        RefId = $Customer; CustomerId = $null; Code = $Tag ? $Tag.Code : $null; Plate = $Tag ? $Tag.Plate : $null; Operation = 'Revoke'
        Outcome = $Outcome; Succeeded = $Outcome -in 'AlreadyRevoked', 'Declined'; Evidence = 'None'; Detail = $Detail; Line = $null
    }
}

exit (Invoke-Job offboard $PSCmdlet {
    param($job)

    $text = $job.Text
    $results = [System.Collections.Generic.List[object]]::new()
    $job.Results = $results
    $agreed = [System.Collections.Generic.List[object]]::new()
    $unread = [System.Collections.Generic.List[object]]::new()
    # Keyed by the exact RefId: A1 and a1 are two customers, but a hashtable would treat them as one.
    $customers = [System.Collections.Generic.SortedDictionary[string, object]]::new([System.StringComparer]::Ordinal)
    if ($Path) {
        $rows = @(Import-JobRoster $job $Path $unread)
        if ($rows | Where-Object { $_.Code ?? $_.Plate }) { throw ($text.SingleTags -f $Path) }
        $RefId = @($rows | ForEach-Object { "$($_.RefId)" })
    }
    else {
        # As the cmdlets read a RefId: without what is not seen at its ends.
        $RefId = @(foreach ($one in $RefId) {
            $parts = @(@($one -split ',') -replace '^[\s\p{Cf}]+|[\s\p{Cf}]+$') -ne ''
            if (@($parts).Count -gt 1) { throw $text.SeveralRefIds }
            $parts
        })
        if (-not $RefId) { throw $text.NoRefId }
    }
    foreach ($customer in $RefId) { $customers[$customer] = [System.Collections.Generic.List[object]]::new() }

    $rest = 'Failed'
    $stem = $null
    $unlisted = @()
    try {
        # Before anything is sent: without a report, the run does not start.
        if (-not $WhatIfPreference) {
            $stem = Open-JobReport $job $ReportFolder -End '.csv'
            $job.Report = "$stem.csv"
        }
        foreach ($fault in $unread) {
            $results.Add((New-Result $fault.TargetObject.RefId $null Rejected "$fault"))
            Write-JobFailure $job $fault InvalidInput
        }
        Connect-Job $job
        if ($WhatIfPreference) {
            $service = $job.Service
            $customers.Keys | ForEach-Object { [pscustomobject]@{ RefId = $_ } } |
                Revoke-ParkUpTag @service -All -ErrorAction Continue *>&1 | Receive-JobStream $job | ForEach-Object { $results.Add($_) }
        }
        else {
            Assert-JobService $job
            $service = $job.Service
            $customers.Keys | Get-ParkUpTag @service -ErrorAction Continue -ErrorVariable unlisted *>&1 | Receive-JobStream $job |
                ForEach-Object { $customers["$($_.RefId)"].Add($_) }
            foreach ($fault in $unlisted) { $results.Add((New-Result $fault.TargetObject $null Failed "$fault")) }
            foreach ($customer in $customers.Keys | Where-Object { $_ -cnotin @($unlisted | ForEach-Object { "$($_.TargetObject)" }) }) {
                $tags = $customers[$customer]
                $shown = @($tags | ForEach-Object { "$($_.Code) ($($_.Plate))" }) -join ', '
                if ($tags.Count -eq 0) { $results.Add((New-Result $customer $null AlreadyRevoked $text.NoTag)) }
                elseif ($script.ShouldProcess(($text.OffboardTarget -f $customer, $shown), $text.OffboardAction)) { $agreed.AddRange($tags) }
                else { $results.Add((New-Result $customer $null Declined '')) }
            }

            $rest = 'Unknown'
            $agreed | Revoke-ParkUpTag @service -Confirm:$false -ErrorAction Continue *>&1 | Receive-JobStream $job | ForEach-Object { $results.Add($_) }
        }
    }
    catch {
        # If an error of the module stops the run, all rows that were sent already have results. The others were not sent.
        if ($_.FullyQualifiedErrorId -like '*,ParkUp.PowerShell.*') { $rest = 'Failed' }
        if ($_.FullyQualifiedErrorId -in 'PSInvalidOperationException', 'HostException') { throw $text.ConfirmationNeeded }
        throw
    }
    finally {
        # Also after Ctrl+C: tags and customers without a result are reported, too.
        if ($stem) {
            $reported = [System.Collections.Generic.HashSet[string]]::new()
            foreach ($result in $results) { $null = $reported.Add("$($result.RefId)`t$($result.Code)"); $null = $reported.Add("$($result.RefId)") }
            foreach ($tag in $agreed | Where-Object { -not $reported.Contains("$($_.RefId)`t$($_.Code)") }) {
                $results.Add((New-Result $tag.RefId $tag $rest $text.NoResult))
                $null = $reported.Add("$($tag.RefId)")
            }
            foreach ($customer in $customers.Keys | Where-Object { -not $reported.Contains($_) }) { $results.Add((New-Result $customer $null Failed $text.NoResult)) }

            # Tags that may have been revoked are included: adding a tag that is still active does no harm.
            $revoked = @($results | Where-Object { $_.Outcome -in 'Revoked', 'Unknown' -and $_.Code } | Select-Object RefId, CustomerId, Code, Plate)
            # One row per customer, to be used as input again.
            $once = [System.Collections.Generic.HashSet[string]]::new()
            $failed = @($results | Where-Object { -not $_.Succeeded -and $once.Add("$($_.RefId)") } | Select-Object RefId, Outcome, Detail)
            if ($results) { $results | Export-JobCsv -Path "$stem.csv" }
            if ($revoked) { $revoked | Export-JobCsv -Path "$stem-revoked.csv" }
            if ($failed) { $failed | Export-JobCsv -Path "$stem-failed.csv" }
        }
    }
    $job.ExitCode = $job.IsOutage ? 2 : $results.Where({ -not $_.Succeeded }, 'First') ? 1 : 0
})
