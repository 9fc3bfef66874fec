# The report of a run as one HTML page: what was planned, and what became of it.

. "$PSScriptRoot/ReportPage.ps1"

# The actions in the order of the report.
$ReportActions = 'RevokeTag', 'ChangePlate', 'MoveTag', 'AddTag', 'CreateCustomer'

# The tags of each customer, before and after the run. A class, since calls of functions would take most of the time.
class TagTally {
    [System.Collections.Generic.HashSet[string]] $Seen = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::Ordinal)
    [System.Collections.Generic.Dictionary[string, int]] $Before = [System.Collections.Generic.Dictionary[string, int]]::new([System.StringComparer]::Ordinal)
    [System.Collections.Generic.Dictionary[string, int]] $After = [System.Collections.Generic.Dictionary[string, int]]::new([System.StringComparer]::Ordinal)

    # A step that keeps, changes, moves or revokes a tag says that it is there. The same tag in a second row counts once.
    [void] AddBefore([object] $Step, [string] $Action, [bool] $IsHeld) {
        if ($Action -eq 'AddTag' -or $Action -eq 'CreateCustomer' -or ($Action -eq 'Keep' -and $IsHeld)) { return }
        $holder = $Action -eq 'MoveTag' ? $Step.FromRefId : $Step.RefId
        $code = $Step.Code
        if (-not $holder -or -not $code) { return }
        $plate = $Action -eq 'ChangePlate' -or $Action -eq 'MoveTag' ? $Step.PreviousPlate : $Step.Plate
        if (-not $this.Seen.Add("$holder`0$code`0$plate")) { return }
        $this.Add($this.Before, $holder, 1)
        $this.Add($this.After, $holder, 1)
    }

    # What an applied step changed.
    [void] AddAfter([object] $Step, [string] $Action) {
        if ($Action -eq 'RevokeTag') { $this.Add($this.After, $Step.RefId, -1) }
        elseif ($Action -eq 'MoveTag') {
            $this.Add($this.After, $Step.FromRefId, -1)
            $this.Add($this.After, $Step.RefId, 1)
        }
        elseif ($Action -ne 'ChangePlate' -and $Step.Code) { $this.Add($this.After, $Step.RefId, 1) }
    }

    [void] Add([System.Collections.Generic.Dictionary[string, int]] $Table, [string] $RefId, [int] $Number) {
        $now = 0
        $null = $Table.TryGetValue($RefId, [ref] $now)
        $Table[$RefId] = $now + $Number
    }

    [object] Total([System.Collections.Generic.Dictionary[string, int]] $Table) {
        $tags = $customers = 0
        foreach ($number in $Table.Values) { $tags += $number; if ($number -gt 0) { $customers++ } }
        return [pscustomobject]@{ Tags = $tags; Customers = $customers }
    }
}

# Lines of a kind on the page. The CSV has all of them.
$ReportLines = 200

<#
.SYNOPSIS
    Writes the report of a run: one HTML page that needs no other file, in the session's language.
.DESCRIPTION
    The file is replaced as a whole, or stays as it was.
.PARAMETER Plan
    The steps of Compare-ParkUpRoster.
.PARAMETER Result
    The results of Invoke-ParkUpPlan, as far as there are any.
.PARAMETER Run
    Name, StartedAt, EndedAt (null until the run has ended), BaseUri, IsSandbox, Roster, StatePath, IsPlanOnly, ExitCode,
    Errors, IsSending (whether steps without a result may have been sent), and Files: the names of the CSV files, of
    which the last one has the lines that the page leaves out.
.PARAMETER Person
    Names by RefId, from Read-JobPeople, for steps without a name.
#>
function New-JobReport {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $Path,
        [AllowNull()] [AllowEmptyCollection()] [object[]] $Plan = @(),
        [AllowNull()] [AllowEmptyCollection()] [object[]] $Result = @(),
        [Parameter(Mandatory)] [object] $Run,
        [AllowNull()] [System.Collections.Generic.IDictionary[string, object]] $Person
    )

    $file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
    $texts = Get-ReportText
    $summary = Measure-JobRun $Plan $Result $Run $texts $Person
    $summary.People = $summary.People, $Person
    $page = ConvertTo-ReportPage $summary $Run $texts

    Write-JobPage ([System.Text.Encoding]::UTF8.GetBytes($page)) $file $texts
}

<#
.SYNOPSIS
    Copies a page to another name, and replaces what is there as a whole.
#>
function Copy-JobReport([string] $Path, [string] $Destination) {
    Write-JobPage ([System.IO.File]::ReadAllBytes($Path)) $Destination (Get-ReportText)
}

function Write-JobPage([byte[]] $Page, [string] $File, [hashtable] $Text) {
    $draft = "$File.$PID.tmp"
    try {
        $stream = Open-JobStream $draft
        try { $stream.Write($Page) } finally { $stream.Dispose() }
        Move-JobReport $draft $File $Text
    }
    catch [System.Management.Automation.MethodInvocationException] { throw $_.Exception.InnerException }
    finally { if ([System.IO.File]::Exists($draft)) { [System.IO.File]::Delete($draft) } }
}

# Replaces the page. On Windows a virus scanner or an editor may have it open, so it is tried for three seconds.
function Move-JobReport([string] $Draft, [string] $File, [hashtable] $Text) {
    for ($try = 1; ; $try++) {
        try { return [System.IO.File]::Move($Draft, $File, $true) }
        catch [System.Management.Automation.MethodInvocationException] {
            $reason = $_.Exception.InnerException
            if ($try -ge 16) { throw [System.IO.IOException]::new(($Text.CannotReplace -f $File, $reason.Message), $reason) }
        }
        # Not Start-Sleep, which ends at once after Ctrl+C.
        [System.Threading.Thread]::Sleep(200)
    }
}

# The texts in the language of the session, and the culture for its numbers and dates.
function Get-ReportText {
    $culture = [cultureinfo]::CurrentUICulture
    $texts = Import-JobText Report.psd1
    $texts.Culture = $culture.TwoLetterISOLanguageName -eq $texts.Lang ? $culture : [cultureinfo]::GetCultureInfo('en-US')
    $texts
}

# Whether a revocation is held for the reason that begins so. The reason is the only sign of it in a step.
function Test-StepReason([object] $Step, [string] $Start) {
    "$($Step.Status)" -eq 'Held' -and "$($Step.Action)" -eq 'RevokeTag' -and "$($Step.Reason)".StartsWith($Start, [System.StringComparison]::Ordinal)
}

# How many revocations wait for their grace period, as a sentence; nothing if there are none.
function Format-GraceCount([object[]] $Plan, [hashtable] $Text) {
    $count = 0
    # Most steps are ready: a call for each of them would take most of the time.
    foreach ($step in $Plan) { if ($null -ne $step -and "$($step.Status)" -eq 'Held' -and (Test-StepReason $step $Text.ReasonGrace)) { $count++ } }
    if ($count) { Format-CountText $Text Waiting $count }
}

# A sentence about a number. There is another one for 1.
function Format-CountText([hashtable] $Text, [string] $Name, [long] $Number) {
    $Text[$Number -eq 1 ? "${Name}One" : $Name] -f (Format-ReportNumber $Number $Text)
}

# The name of an outcome among the texts: a plate that was changed is not added, though the service says so.
function Get-OutcomeName([string] $Action, [string] $Outcome) {
    $Outcome -ne 'Added' ? $Outcome : $Action -eq 'ChangePlate' ? 'Changed' : $Action -eq 'MoveTag' ? 'Moved' : $Outcome
}

# Sorts the steps into the sections of the report, each into one, and counts them.
function Measure-JobRun([object[]] $Plan, [object[]] $Result, [object] $Run, [hashtable] $Text, [object] $Person) {
    $isOpen = $null -eq $Run.EndedAt -or $Run.IsPlanOnly
    $sections = [ordered]@{}
    foreach ($name in 'Failed', 'Left', 'Held' + $ReportActions + 'Extra') { $sections[$name] = [System.Collections.Generic.List[object]]::new() }
    $counts = [ordered]@{}
    foreach ($name in $ReportActions + 'Keep', 'Extra') { $counts[$name] = [pscustomobject]@{ Planned = 0; Done = 0; Failed = 0; Left = 0; Held = 0; Open = 0 } }

    $results = [System.Collections.Generic.Dictionary[string, object]]::new([System.StringComparer]::Ordinal)
    foreach ($one in $Result) { if ($null -ne $one) { $results[(Get-StepKey $one)] = $one } }
    $people = New-PersonTable
    $tally = [TagTally]::new()
    $kept = $unknown = 0
    $renamed = [System.Collections.Generic.List[string]]::new()

    foreach ($step in $Plan) {
        if ($null -eq $step) { continue }
        $action = "$($step.Action)"
        $isHeld = "$($step.Status)" -eq 'Held'
        if ($step.RefId -and -not $people.ContainsKey($step.RefId)) {
            $own = Get-StepPerson $step
            if ($own) {
                $people[$step.RefId] = $own
                if ($action -ne 'CreateCustomer' -and (Test-OtherName $own (Find-JobPerson $step.RefId $Person))) { $renamed.Add($step.RefId) }
            }
        }
        $tally.AddBefore($step, $action, $isHeld)
        if ($action -eq 'Keep' -and -not $isHeld) { $kept++; continue }

        $line = [pscustomobject]@{ Step = $step; Action = $action; Outcome = ''; Sign = 'calm'; Why = "$($step.Reason)" }
        if ($isHeld) {
            $isExtra = Test-StepReason $step $Text.ReasonExtra
            $count = $counts[$isExtra ? 'Extra' : $action]
            $count.Held++
            if (-not $isExtra) { $count.Planned++ }
            $sections[$isExtra ? 'Extra' : 'Held'].Add($line)
            continue
        }

        $count = $counts[$action]
        $count.Planned++
        $found = $null
        if ($results.TryGetValue((Get-StepKey $step), [ref] $found)) {
            $line.Outcome = "$($found.Outcome)"
            $line.Why = "$($found.Detail)"
            $isDone = "$($found.Succeeded)" -eq 'True'
        }
        elseif ($isOpen) {
            $line.Outcome = 'Planned'
            $count.Open++
            $tally.AddAfter($step, $action)
            $sections[$action].Add($line)
            continue
        }
        else {
            # No failure: the run ended before.
            $line.Outcome = $Run.IsSending ? 'None' : 'NotSent'
            $line.Why = $Run.IsSending ? $Text.OutcomeNoneWhy : $Text.OutcomeNotSentWhy
            $line.Sign = $Run.IsSending ? 'unsure' : 'calm'
            $count.Left++
            if ($Run.IsSending) { $unknown++ }
            $sections.Left.Add($line)
            continue
        }

        if ($isDone) {
            $count.Done++
            $line.Sign = 'good'
            $tally.AddAfter($step, $action)
            $sections[$action].Add($line)
        }
        else {
            $count.Failed++
            if ($line.Outcome -eq 'Unknown') { $unknown++ }
            $line.Sign = $line.Outcome -eq 'Unknown' ? 'unsure' : 'bad'
            $sections.Failed.Add($line)
        }
    }

    $total = [pscustomobject]@{ Planned = 0; Done = 0; Failed = 0; Left = 0; Held = 0; Open = 0 }
    # The extras are shown, and are no part of what the run is to do.
    foreach ($kind in $ReportActions + 'Keep') { $count = $counts[$kind]; foreach ($name in 'Planned', 'Done', 'Failed', 'Left', 'Held', 'Open') { $total.$name += $count.$name } }
    [pscustomobject]@{
        Sections = $sections; Counts = $counts; Total = $total; Kept = $kept; Unknown = $unknown; IsOpen = $isOpen
        Before = $tally.Total($tally.Before); After = $tally.Total($tally.After); People = $people
        HasPlan = @($Plan).Count -gt 0; Waiting = Format-GraceCount $Plan $Text; Renamed = $renamed
    }
}

# Whether the roster has another name for a customer than before. Without a name before, it has not.
function Test-OtherName([object] $Now, [object] $Before) {
    $Before -and "$($Before.Name)$($Before.LastName)" -and ($Now.Name -cne "$($Before.Name)" -or $Now.LastName -cne "$($Before.LastName)")
}

# What a step and its result have in common, and no other step has.
function Get-StepKey([object] $Step) { "$($Step.Action)`0$($Step.RefId)`0$($Step.Code)`0$($Step.Plate)`0$($Step.Line)" }
