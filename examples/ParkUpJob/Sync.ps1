# The steps of sync.ps1: what it was given, its plan, what is applied, and how it ends.

# The columns of the changes: those of a result, in the order in which a person reads them.
$ChangeColumns = 'Action', 'Status', 'Outcome', 'RefId', 'Name', 'LastName', 'Email', 'Code', 'Plate', 'PreviousPlate', 'FromRefId', 'Reason', 'Detail',
    'Succeeded', 'Evidence', 'CustomerId', 'Phone', 'IsUnlimited', 'Line', 'BaseUri', 'PlannedAt', 'MissingSince'

<#
.SYNOPSIS
    Begins a run of sync.ps1: with the file of its page. Without a report, no run starts.
#>
function New-SyncRun([object] $Job, [bool] $IsPlanOnly) {
    $stem = Open-JobReport $Job ($Job.Parameters['ReportFolder'] ?? '.')
    $Job.Report = "$stem.html"
    $run = [pscustomobject]@{
        Stem          = $stem
        # What the page shows: see New-JobReport.
        Name          = $Job.Name
        StartedAt     = $Job.StartedAt
        EndedAt       = $null
        BaseUri       = $null
        IsSandbox     = $false
        Roster        = @($Job.Parameters['Path'])
        StatePath     = $Job.Parameters['StatePath']
        IsPlanOnly    = $IsPlanOnly
        # Whether steps without a result may have been sent.
        IsSending     = $false
        ExitCode      = $null
        Errors        = $Job.Failures
        Files         = @()
        Plan          = @()
        Results       = [System.Collections.Generic.List[object]]::new()
        Person        = $null
        # The body clears it at its end, which it does not reach after Ctrl+C.
        IsInterrupted = $true
        HasHeldRows   = $false
    }
    $run
}

<#
.SYNOPSIS
    Writes the first page of a run: that it has not ended.
#>
function Publish-SyncRun([object] $Job, [object] $Run) {
    Write-SyncPage $Run
    Copy-SyncPage $Job $Run
}

<#
.SYNOPSIS
    Checks what the script was given, and gives back the parameters of Compare-ParkUpRoster.
#>
function Get-SyncComparison([object] $Job, [object] $Run) {
    $given = $Job.Parameters
    if (-not $given['Path']) { throw $Job.Text.PathRequired }
    if (-not $given['StatePath'] -and $given['Revoke'] -ne 'None') { throw $Job.Text.StateRequired }
    $Run.Roster = @(Find-JobRoster $Job $given.Path)
    $compare = @{ LiteralPath = $Run.Roster }
    $names = 'StatePath', 'ThrottleLimit', 'Delimiter', 'Encoding', 'Revoke', 'MaximumRevocationCount', 'MaximumRevocationPercent', 'MaximumChangePercent'
    foreach ($name in $names) { if ($given.ContainsKey($name)) { $compare[$name] = $given[$name] } }
    if ($given.ContainsKey('GracePeriod')) { $compare.GracePeriod = ConvertTo-GracePeriod $Job $given.GracePeriod }
    if ($given['RefId']) {
        $compare.RefId = @(Split-JobText $given.RefId)
        if (-not $compare.RefId) { throw ($Job.Text.NothingInScope -f ($given.RefId -join ' ')) }
    }
    if ($given['ColumnMap']) { $compare.ColumnMap = ConvertTo-JobColumnMap $Job $given.ColumnMap }
    $compare
}

# A number is days, as it is in a text: PowerShell would take it for ten-millionths of a second.
function ConvertTo-GracePeriod([object] $Job, [object] $Value) {
    $period = [timespan]::Zero
    if ($Value -is [timespan]) { $period = $Value }
    elseif (-not [timespan]::TryParse("$Value", [cultureinfo]::InvariantCulture, [ref] $period)) { throw ($Job.Text.BadGracePeriod -f $Value) }
    if ($period -lt [timespan]::Zero) { throw ($Job.Text.BadGracePeriod -f $Value) }
    $period
}

<#
.SYNOPSIS
    Compares, and writes the plan, the page and the rows that are held.
#>
function Read-SyncPlan([object] $Job, [object] $Run, [hashtable] $Comparison) {
    $service = $Job.Service
    $Run.BaseUri, $Run.IsSandbox = $Job.BaseUri, $Job.IsSandbox
    # Its counts have the names of actions. Ours have the words of the page.
    $Run.Plan = @(Compare-ParkUpRoster @Comparison @service -InformationAction Ignore -ErrorAction Continue *>&1 | Receive-JobStream $Job -StopsInOutage)
    if (-not $Run.Plan) { throw ($Job.Text.NothingInScope -f ($Comparison['RefId'] -join ', ')) }
    Write-JobLog $Job ($Job.Text.Planned -f (Format-SyncPlan $Run.Plan))

    $state = Get-SyncState $Job
    $unnamed = @($Run.Plan | Where-Object { $_.RefId -and -not ($_.Name -or $_.LastName -or $_.Email) } | ForEach-Object RefId | Select-Object -Unique)
    $Run.Person = Read-JobPeople -ReportFolder $Job.Folder -BaseUri $Run.BaseUri -State $state -Wanted $unnamed
    $Run.Plan | Export-JobCsv -Path "$($Run.Stem)-plan.csv" -Person $Run.Person -Column @{ State = $state }
    $Run.Files = @("$(Split-Path $Run.Stem -Leaf)-plan.csv")
    Write-SyncPage $Run
    Write-SyncHeld $Job $Run
}

# What tells this job's plans from those of other jobs in the folder: the path of the state, or of the sandbox.
function Get-SyncState([object] $Job) {
    foreach ($name in 'StatePath', 'SandboxPath') {
        if ($Job.Parameters.ContainsKey($name)) { return Resolve-JobPath $Job $Job.Parameters[$name] $name }
    }
    ''
}

# The counts of a plan, as on the page: 'Additions 2, Held 1'. The extras are no part of what the run is to do.
function Format-SyncPlan([object[]] $Plan) {
    $words = Get-ReportText
    $held, $ready = $Plan.Where({ $_.Status -eq 'Held' }, 'Split')
    $held = @($held | Where-Object { -not (Test-StepReason $_ $words.ReasonExtra) })
    $parts = @(
        foreach ($action in $ReportActions) {
            $count = $ready.Where({ $_.Action -eq $action }).Count
            if ($count) { "$($words[$action]) $count" }
        }
        if ($held) { "$($words.Held) $($held.Count)" }
        "$($words.Unchanged) $($ready.Where({ $_.Action -eq 'Keep' }).Count)"
    )
    $parts -join ', '
}

# Errors of the steps that wait for a person. The guard's and those of a customer that was not listed are said already.
function Write-SyncHeld([object] $Job, [object] $Run) {
    $words = Get-ReportText
    $isGuarded = $Job.ErrorIds.Contains('RevocationLimit')
    foreach ($step in $Run.Plan | Where-Object Status -EQ Held) {
        $isByHand = Test-StepReason $step $words.ReasonGraceUnknown
        if ($step.Action -eq 'RevokeTag' -and -not $isByHand) { continue }
        if ($isGuarded -and $step.Action -in 'ChangePlate', 'MoveTag') { continue }
        $Run.HasHeldRows = $true
        if ($isByHand) { Write-JobFailure $Job ($Job.Text.HeldTag -f $step.RefId, $step.Code, $step.Plate, $step.Reason) $Job.Text.HeldTags }
        elseif (-not $Job.Targets.Contains("$($step.RefId)")) { Write-JobFailure $Job ($Job.Text.HeldRow -f $step.Line, $step.RefId, $step.Reason) $Job.Text.HeldRows }
    }
    Complete-JobFailure $Job "$($Run.Stem)-plan.csv"
}

<#
.SYNOPSIS
    Applies the plan, and writes the changes while it does.
#>
function Invoke-SyncPlan([object] $Job, [object] $Run) {
    $invoke = @{ Confirm = $false; WhatIf = $false } + $Job.Service
    foreach ($name in 'StatePath', 'ThrottleLimit') { if ($Job.Parameters.ContainsKey($name)) { $invoke[$name] = $Job.Parameters[$name] } }
    $Run.Files += "$(Split-Path $Run.Stem -Leaf)-changes.csv"
    $Run.IsSending = $true
    try {
        & {
            $Run.Plan | Where-Object Status -EQ Held
            $Run.Plan | Invoke-ParkUpPlan @invoke -ErrorAction Continue *>&1 | Receive-JobStream $Job | ForEach-Object { $Run.Results.Add($_); $_ }
        } | Select-Object -Property $ChangeColumns | Export-JobCsv -Path "$($Run.Stem)-changes.csv" -Person $Run.Person
        $Run.IsSending = $false
    }
    catch {
        # If an error of the module stops it, all steps that were sent have results.
        if ($_.FullyQualifiedErrorId -like '*,ParkUp.PowerShell.*') { $Run.IsSending = $false }
        throw
    }
}

<#
.SYNOPSIS
    The exit code of a run: of several, the first of 2, 4, 1, 3, 0.
#>
function Get-SyncExitCode([switch] $IsStopped, [switch] $IsGuarded, [switch] $HasFailed, [switch] $IsDifferent) {
    $IsStopped ? 2 : $IsGuarded ? 4 : $HasFailed ? 1 : $IsDifferent ? 3 : 0
}

# The exit code of a run that reached its end.
function Measure-SyncRun([object] $Job, [object] $Run) {
    $failed = $Run.Results.Where({ -not $_.Succeeded }, 'First').Count
    $ready = $Run.Plan.Where({ $_.Status -eq 'Ready' -and $_.Action -ne 'Keep' }, 'First').Count
    Get-SyncExitCode -IsStopped:$Job.IsOutage -IsGuarded:$Job.ErrorIds.Contains('RevocationLimit') -IsDifferent:($Run.IsPlanOnly -and $ready) `
        -HasFailed:($Run.HasHeldRows -or $Job.ErrorIds.Count -or $failed)
}

<#
.SYNOPSIS
    Writes the last lines of the log, and the page. Also after Ctrl+C, when only files can be written: then it may run twice.
#>
function Complete-SyncRun([object] $Job, [object] $Run) {
    if ($Run.IsInterrupted) { Stop-JobRun $Job }
    $changes = "$($Run.Stem)-changes.csv"
    $hasChanges = [System.IO.File]::Exists($changes)
    if (-not $hasChanges) { $Run.Files = @($Run.Files | Where-Object { $_ -notlike '*-changes.csv' }) }
    Complete-JobFailure $Job ($hasChanges ? $changes : '')
    if ($Run.Results.Count) { Write-JobLogOnce $Job ($Job.Text.Applied -f (Format-SyncResult $Run.Results)) }

    $Run.EndedAt, $Run.ExitCode = [datetimeoffset]::Now, $Job.ExitCode
    try { Write-SyncPage $Run }
    catch {
        $Job.ExitCode = 2
        if ("$_" -notin $Job.Failures) { Write-JobFailure $Job $_ }
    }
    Copy-SyncPage $Job $Run
    $meaning = $Job.ExitCode -eq 4 -and $Run.IsPlanOnly ? $Job.Text.SyncExit4Plan : $Job.Text["SyncExit$($Job.ExitCode)"]
    $waiting = Format-GraceCount $Run.Plan (Get-ReportText)
    Complete-Job $Job ($waiting ? "$meaning $waiting" : $meaning) $Job.Report
}

# The counts of the results in the words of the page: 'created 4, added 2'.
function Format-SyncResult([object[]] $Result) {
    $words = Get-ReportText
    @($Result | Group-Object { Get-OutcomeName "$($_.Action)" "$($_.Outcome)" } -NoElement | ForEach-Object { "$($words["Outcome$($_.Name)"] ?? $_.Name) $($_.Count)" }) -join ', '
}

function Write-SyncPage([object] $Run) {
    New-JobReport -Path "$($Run.Stem).html" -Plan $Run.Plan -Result $Run.Results -Run $Run -Person $Run.Person
}

# The page under a name that stays, for a bookmark. It fails no run: the page itself is there.
function Copy-SyncPage([object] $Job, [object] $Run) {
    $file = Join-Path $Job.Folder "$($Job.Name)-latest.html"
    try { Copy-JobReport "$($Run.Stem).html" $file }
    catch { $null = Add-JobLogLine $Job ($Job.Text.WarningLine -f $_.Exception.Message) }
}
