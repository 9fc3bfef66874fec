# The log of a job, and its errors.

# How many errors of one kind are written one by one.
$ShownFailures = 5

<#
.SYNOPSIS
    Writes a line of the log: to the information stream, and to the log file.
.DESCRIPTION
    It is shown unless the script got -InformationAction SilentlyContinue or Ignore.
#>
function Write-JobLog([object] $Job, [string] $Text) {
    $line = Add-JobLogLine $Job $Text
    if ($Job.IsInterrupted) { return }
    $wish = "$($Job.Parameters['InformationAction'])"
    Write-Information $line -InformationAction ($wish -in 'SilentlyContinue', 'Ignore' ? $wish : 'Continue')
}

# A line that a second run of what writes it does not repeat.
function Write-JobLogOnce([object] $Job, [string] $Text) { if ($Job.Once.Add($Text)) { Write-JobLog $Job $Text } }

# Appends to the log file. A log that cannot be written fails no run.
function Add-JobLogLine([object] $Job, [string] $Text) {
    $time = [datetimeoffset]::Now.ToString('yyyy-MM-dd HH:mm:ss zzz', [cultureinfo]::InvariantCulture)
    $line = "$time  $(ConvertTo-OneLine $Text)"
    if ($Job.LogPath) {
        # One process at a time, since two that write at once overwrite each other's lines. On Unix, only None locks the file.
        for ($try = 1; $try -le 200; $try++) {
            try {
                $stream = Open-JobStream $Job.LogPath Append ($IsWindows ? 'Read' : 'None')
                try { $stream.Write([System.Text.Encoding]::UTF8.GetBytes($line + [Environment]::NewLine)) } finally { $stream.Dispose() }
                break
            }
            # Not Start-Sleep, which ends at once after Ctrl+C.
            catch [System.IO.IOException] { [System.Threading.Thread]::Sleep(5 + [System.Random]::Shared.Next(10)) }
            catch { break }
        }
    }
    $line
}

function ConvertTo-OneLine([string] $Text) { ($Text -replace '\e\[[\d;]*m' -replace '\s*[\r\n]+\s*', ' ').Trim() }

<#
.SYNOPSIS
    Writes an error of the job: one line on the script's error stream, and one in the log.
.PARAMETER Fault
    A text, or an error record, whose id, category and target are kept.
.PARAMETER Kind
    Of one kind, only the first are written. The others are counted: Complete-JobFailure says how many there are.
#>
function Write-JobFailure([object] $Job, [object] $Fault, [string] $Kind = '', [int] $Most = $ShownFailures) {
    if ($Kind) {
        $count = $Job.Kinds[$Kind] ??= @{ Shown = 0; More = 0 }
        if ($count.Shown -ge $Most) { $count.More++; return }
        $count.Shown++
    }
    # PowerShell wraps what .NET throws in "Exception calling …", which says nothing to a person.
    if ($Fault -is [System.Management.Automation.ErrorRecord] -and $Fault.Exception -is [System.Management.Automation.MethodInvocationException] -and $Fault.Exception.InnerException) {
        $Fault = $Fault.Exception.InnerException.Message
    }
    # A RuntimeException brings the place in the script with it, and would be shown with it.
    $record = if ($Fault -is [System.Management.Automation.ErrorRecord] -and $Fault.Exception -isnot [System.Management.Automation.RuntimeException]) {
        [System.Management.Automation.ErrorRecord]::new($Fault.Exception, ($Fault.FullyQualifiedErrorId -split ',')[0], $Fault.CategoryInfo.Category, $Fault.TargetObject)
    }
    else { [System.Management.Automation.ErrorRecord]::new([System.InvalidOperationException]::new("$Fault"), 'ParkUpJob', 'NotSpecified', $null) }
    $text = ConvertTo-OneLine "$Fault"
    $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new($text)
    $Job.Failures.Add($text)
    $null = Add-JobLogLine $Job ($Job.Text.ErrorLine -f $text)
    if ($Job.IsInterrupted) { return }

    $rendering = $PSStyle.OutputRendering
    $suppression = $env:__SuppressAnsiEscapeSequences
    # No colour codes in a file or a mail. PowerShell 7.4 and 7.5 keep those of the error view in a redirected stream,
    # whatever the rendering; the variable is what the view itself reads.
    if ([Console]::IsErrorRedirected) { $PSStyle.OutputRendering = 'PlainText'; $env:__SuppressAnsiEscapeSequences = '1' }
    try {
        # An error of one row does not stop the others, even with -ErrorAction Stop.
        $wish = $Job.Parameters['ErrorAction'] ?? 'Continue'
        $ErrorActionPreference = $wish -eq 'Stop' ? 'Continue' : $wish
        & $Job.ErrorWriter $record
    }
    finally { $PSStyle.OutputRendering = $rendering; $env:__SuppressAnsiEscapeSequences = $suppression }
}

# Writes an error record in the name of the script. It comes from a text, without a file, since an error with a place in
# a file is shown with that place, in several lines.
function New-ErrorWriter([string] $Script) {
    $name = $Script -replace "'", "''"
    [scriptblock]::Create("`${function:$($Script -replace '[{}`$]')} = { [CmdletBinding()] param(`$record) `$PSCmdlet.WriteError(`$record) }; & '$name' `$args[0]")
}

<#
.SYNOPSIS
    Says how many errors were not written one by one, and in which file they are, if there is one.
#>
function Complete-JobFailure([object] $Job, [string] $File) {
    foreach ($kind in @($Job.Kinds.Keys)) {
        $more = $Job.Kinds[$kind].More
        if (-not $more) { continue }
        # Before it is written: Ctrl+C may make this run twice.
        $Job.Kinds[$kind].More = 0
        Write-JobFailure $Job ($File ? ($Job.Text.MoreFailures -f $more, $kind, (Split-Path $File -Leaf)) : ($Job.Text.MoreOfKind -f $more, $kind))
    }
    $Job.Kinds.Clear()
}

<#
.SYNOPSIS
    Takes all streams of a cmdlet of the module (*>&1), and passes its output on.
.DESCRIPTION
    Errors become errors of the job, grouped by kind. Warnings and other messages become lines of the log.
.PARAMETER StopsInOutage
    Throws once the run has given the service up, instead of an error for each customer that is left.
#>
function Receive-JobStream([object] $Job, [switch] $StopsInOutage) {
    begin { $faults = [System.Collections.Generic.List[object]]::new() }

    process {
        if ($_ -is [System.Management.Automation.ErrorRecord]) {
            $isOutage = $_.Exception.PSObject.Properties['IsCircuitOpen'] -and $_.Exception.IsCircuitOpen
            if ($isOutage -and $StopsInOutage) { throw ($Job.Text.Outage -f $_.Exception.Message) }
            $null = $Job.ErrorIds.Add(($_.FullyQualifiedErrorId -split ',')[0])
            $null = $Job.Targets.Add("$($_.TargetObject)")
            $Job.IsOutage = $Job.IsOutage -or $isOutage
            # Kept back: if the service turns out to be dead, only that is said.
            if ($StopsInOutage) { $faults.Add($_) } else { Write-StreamFailure $Job $_ $isOutage }
        }
        elseif ($_ -is [System.Management.Automation.WarningRecord]) { Write-JobLog $Job ($Job.Text.WarningLine -f $_.Message) }
        elseif ($_ -is [System.Management.Automation.InformationRecord]) { Write-JobLog $Job "$($_.MessageData)" }
        elseif ($_ -is [System.Management.Automation.VerboseRecord] -or $_ -is [System.Management.Automation.DebugRecord]) { Write-JobLog $Job $_.Message }
        else { $_ }
    }

    end { foreach ($fault in $faults) { Write-StreamFailure $Job $fault $false } }
}

# One line says that the service is dead; of other errors, each customer has its own.
function Write-StreamFailure([object] $Job, [System.Management.Automation.ErrorRecord] $Fault, [bool] $IsOutage) {
    if ($IsOutage) { Write-JobFailure $Job $Fault $Job.Text.NotSent 1 }
    else { Write-JobFailure $Job $Fault ($Fault.FullyQualifiedErrorId -split ',')[0] }
}
