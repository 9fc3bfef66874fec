<#
.SYNOPSIS
    Writes who holds which tag to a CSV file.
.DESCRIPTION
    The service has no list of all customers, so they are taken from a roster. Each customer is listed once, no matter
    how many rows it has. Nothing is changed. To compare the tags with a roster, use sync.ps1 -PlanOnly.

    The names of the reports contain the time of the run, so reports never overwrite each other. The order of the rows is
    always the same, so that two reports can be compared line by line:
      audit.log                     the lines of all runs, with their times
      audit-<time>-customers.csv    every customer: Listed or NotListed, the number of tags, the reason
      audit-<time>-tags.csv         every tag of these customers
    An empty list does not show whether the customer exists.
.PARAMETER Path
    A CSV file with the customers in a column RefId.
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
    pwsh -NoProfile -NonInteractive -File audit.ps1 -Path customers.csv -ReportFolder /srv/parkup/audits

    As a scheduled task runs it, with PARKUP_TOKEN in its environment.
.EXAMPLE
    ./audit.ps1 customers.csv -TokenPath token.clixml

    With the token in an encrypted file.
.NOTES
    Exit codes: 0 every customer was listed. 1 some customers were not listed, or some rows could not be read. 2 the run
    could not be completed: the reason is on the error stream. (pwsh itself ends with 1 if the command line is wrong.)
#>

#Requires -Version 7.4
[CmdletBinding()]
param(
    [Parameter(Position = 0)] [ValidateNotNullOrEmpty()] [string] $Path,
    [ValidateNotNullOrEmpty()] [string] $ReportFolder = '.',
    [ValidateNotNull()] [object] $Connection,
    [ValidateNotNullOrEmpty()] [string] $TokenPath,
    [ValidateNotNullOrEmpty()] [string] $SandboxPath,
    [string[]] $SandboxFault
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
# After Ctrl+C. Nothing can be written to a stream then: the attempt would end the script with exit code 0.
trap { exit 2 }
try { Import-Module "$PSScriptRoot/ParkUpJob" -Scope Local -Verbose:$false } catch { Write-Error "$_" -ErrorAction Continue; exit 2 }

exit (Invoke-Job audit $PSCmdlet {
    param($job)

    $text = $job.Text
    if (-not $Path) { throw $text.PathRequired }
    $unread = [System.Collections.Generic.List[object]]::new()
    # Keyed by the exact RefId: A1 and a1 are two customers, but a hashtable would treat them as one.
    $customers = [System.Collections.Generic.SortedDictionary[string, object]]::new([System.StringComparer]::Ordinal)
    $tags = [System.Collections.Generic.SortedDictionary[string, object]]::new([System.StringComparer]::Ordinal)
    foreach ($row in Import-JobRoster $job $Path $unread) {
        $known = $null
        if ($customers.TryGetValue("$($row.RefId)", [ref] $known) -and $known.Email) { continue }
        $customers["$($row.RefId)"] = [pscustomobject]@{
            RefId = $row.RefId; Name = $row.Name; LastName = $row.LastName; Email = $row.Email; State = 'NotListed'; Tags = 0; Detail = $text.NotReached
        }
    }

    # Before anything is sent: without a report, the run does not start.
    $stem = Open-JobReport $job $ReportFolder -End '-customers.csv'
    $job.Report = "$stem-customers.csv"
    $unlisted = @()
    $last = ''
    try {
        foreach ($fault in $unread) { Write-JobFailure $job $fault InvalidInput }
        Connect-Job $job
        Assert-JobService $job
        $service = $job.Service
        $customers.Keys | Get-ParkUpTag @service -ErrorAction Continue -ErrorVariable unlisted *>&1 | Receive-JobStream $job -StopsInOutage | ForEach-Object {
            $customer = $customers["$($_.RefId)"]
            $customer.Tags++
            $last = "$($_.RefId)"
            $tags["$($_.RefId)`t$($_.Code)`t$($_.Plate)"] = [pscustomobject]@{
                RefId = $_.RefId; Name = $customer.Name; LastName = $customer.LastName; Email = $customer.Email
                Code = $_.Code; Plate = $_.Plate; CustomerId = $_.CustomerId; Id = $_.Id
            }
        }
        $last = "$($customers.Keys | Select-Object -Last 1)"
    }
    finally {
        # Also after Ctrl+C. The answers come in the order of the customers, so all up to the last one with a tag are known.
        foreach ($customer in $customers.Values) {
            if ([string]::CompareOrdinal($customer.RefId, $last) -le 0) { $customer.State, $customer.Detail = 'Listed', '' }
        }
        $customer = $null
        foreach ($fault in $unlisted) {
            if ($customers.TryGetValue("$($fault.TargetObject)", [ref] $customer)) { $customer.State, $customer.Detail = 'NotListed', "$fault" }
        }
        $notListed = $customers.Values.Where({ $_.State -eq 'NotListed' }).Count
        $job.Summary = $text.Audited -f $customers.Count, $tags.Count, $notListed, $unread.Count
        $customers.Values | Export-JobCsv -Path "$stem-customers.csv"
        $tags.Values | Export-JobCsv -Path "$stem-tags.csv"
    }
    $job.ExitCode = $notListed -or $unread ? 1 : 0
})
