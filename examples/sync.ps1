<#
.SYNOPSIS
    Brings the service in line with a roster, and reports what was planned and what became of it.
.DESCRIPTION
    Compares the roster with the service, writes the plan, applies it, and writes the results. For scheduled tasks: it
    never asks anything. Try it with -PlanOnly first, and read the plan.

    The names of the reports contain the time of the run, so reports never overwrite each other:
      sync-<time>.html         the run on one page; written before anything is sent, and replaced at the end
      sync-<time>-plan.csv     every step, written before anything is sent: Import-Csv -UseCulture … | Invoke-ParkUpPlan
      sync-<time>-changes.csv  each step that is not a plain Keep, with its outcome
      sync-latest.html         the page of the newest run, under a name that stays: for a bookmark
      sync.log                 the lines of all runs, with their times
    Reports contain names, emails and plates: protect the folder like the roster.

    A run that was killed or interrupted can be repeated. A second run beside it changes nothing, and ends with 2.
.PARAMETER Path
    The roster: a CSV file, or several that together are one, also by wildcards.
.PARAMETER StatePath
    The state: a file in which Invoke-ParkUpPlan records what earlier plans placed. It is created in the first run. Keep
    it from one run to the next. It is required, unless -Revoke is None.
.PARAMETER ReportFolder
    The folder for the reports. It is created if it does not exist.
.PARAMETER PlanOnly
    Writes the reports, and changes nothing at the service.
.PARAMETER Delimiter
    As of Compare-ParkUpRoster.
.PARAMETER Encoding
    As of Compare-ParkUpRoster.
.PARAMETER ColumnMap
    The columns with other names than usual: @{ RefId = 'Legajo' }. With pwsh -File, as a text: RefId=Legajo,Code=Tarjeta.
.PARAMETER Revoke
    Which tags are revoked that the roster does not name: None, Managed (those in the state) or All. The default is Managed.
.PARAMETER GracePeriod
    How long the roster must lack a tag before it is revoked: days, or days.hours:minutes:seconds, such as 7.00:00:00
    for a week. Meanwhile the exit code stays 0.
.PARAMETER RefId
    Only these customers, also by wildcards. A comma separates two of them: with pwsh -File, several are one text.
.PARAMETER MaximumRevocationCount
    The most tags to revoke. If there are more, all revocations are held. The default is 50.
.PARAMETER MaximumRevocationPercent
    The same in percent of the tags that were listed. The default is 10.
.PARAMETER MaximumChangePercent
    The most changes and moves in percent of the tags that were listed. The default is 50.
.PARAMETER ThrottleLimit
    The most requests in flight. Without it, the number finds itself between 4 and 32.
.PARAMETER Connection
    The connection to use. The default is the current connection of the session, or the token in PARKUP_TOKEN.
.PARAMETER TokenPath
    A file with the token: plain text, such as a systemd credential or a file that only its owner can read, or a .clixml
    file with a SecureString that Export-Clixml wrote (Windows encrypts it for this account).
.PARAMETER SandboxPath
    Rehearses on a sandbox that is kept in this file from one run to the next.
.PARAMETER SandboxFault
    The faults of that sandbox, as of Connect-ParkUp.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File sync.ps1 -Path hr.csv -StatePath hr.state.csv -ReportFolder reports

    As a scheduled task runs it, with PARKUP_TOKEN in its environment.
.EXAMPLE
    ./sync.ps1 hr.csv -StatePath hr.state.csv -PlanOnly

    Shows what would be done.
.EXAMPLE
    ./sync.ps1 hr.csv -StatePath hr.state.csv -SandboxPath rehearsal.json

    Rehearses on a sandbox. Repeat it with next month's roster.
.NOTES
    Exit codes: 0 the service is in line with the roster. 1 some rows or steps did not succeed. 2 the run could not be
    done, or was interrupted: the reason is on the error stream. 3 with -PlanOnly: there are differences, and nothing
    was sent. 4 the guard holds revocations or changes; the rest was applied. Of several, the first of 2, 4, 1, 3, 0.
    (pwsh itself ends with 1 if the command line is wrong, and with 64 if it does not find the script.)
    En español: los mensajes y los informes siguen el idioma de la sesión; Get-Help about_ParkUp_Automation explica el uso.
#>

#Requires -Version 7.4
[CmdletBinding()]
param(
    # Not mandatory, since the engine would ask for it.
    [Parameter(Position = 0)] [ValidateNotNullOrEmpty()] [string[]] $Path,
    [ValidateNotNullOrEmpty()] [string] $StatePath,
    [ValidateNotNullOrEmpty()] [string] $ReportFolder = '.',
    [switch] $PlanOnly,
    [object] $Delimiter,
    [object] $Encoding,
    [object] $ColumnMap,
    [ValidateSet('None', 'Managed', 'All')] [string] $Revoke = 'Managed',
    [object] $GracePeriod,
    [ValidateNotNullOrEmpty()] [string[]] $RefId,
    [int] $MaximumRevocationCount,
    [int] $MaximumRevocationPercent,
    [int] $MaximumChangePercent,
    [int] $ThrottleLimit,
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

exit (Invoke-Job sync $PSCmdlet {
    param($job)

    $run = New-SyncRun $job ($PlanOnly -or $WhatIfPreference)
    try {
        # A page is there before anything is checked: where a run fails, the newest page says so.
        Publish-SyncRun $job $run
        $comparison = Get-SyncComparison $job $run
        Write-JobLog $job ($job.Text.Started -f ($run.Roster -join ', '))
        Connect-Job $job
        Assert-JobService $job
        Write-JobLog $job ($job.Text.Connected -f $job.BaseUri)
        Read-SyncPlan $job $run $comparison
        if (-not $run.IsPlanOnly) { Invoke-SyncPlan $job $run }
        $job.ExitCode = Measure-SyncRun $job $run
        $run.IsInterrupted = $false
    }
    catch {
        $run.IsInterrupted = $false
        $job.ExitCode = Get-SyncExitCode -IsStopped
        Write-JobFailure $job $_
    }
    finally { Invoke-JobEnd $job { Complete-SyncRun $job $run } }
})
