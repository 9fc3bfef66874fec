# The frame of a job: its log, its errors, its report folder, and its exit code.

# How many errors of one kind are written one by one.
$ShownFailures = 5

<#
.SYNOPSIS
    Runs the body of a script as a job, and gives back its exit code: exit (Invoke-Job name $PSCmdlet { … }).
.DESCRIPTION
    The body gets the job as its parameter, and sets its ExitCode. An error that the body does not catch is written to
    the error stream as one line, and makes it 2.
    A script needs a line `trap { exit 2 }` of its own: after Ctrl+C, only its own trap can set the exit code.
.PARAMETER Name
    What the names of its reports and its log begin with.
.PARAMETER Caller
    The $PSCmdlet of the script.
#>
function Invoke-Job {
    param(
        [Parameter(Mandatory)] [string] $Name,
        [Parameter(Mandatory)] [System.Management.Automation.PSCmdlet] $Caller,
        [Parameter(Mandatory)] [scriptblock] $Body
    )

    $now = [datetimeoffset]::Now
    $job = [pscustomobject]@{
        Name           = $Name
        StartedAt      = $now
        # Reports of one run sort together, and no run overwrites those of another.
        Stamp          = $now.ToString('yyyy-MM-dd-HHmmss-fff', [cultureinfo]::InvariantCulture)
        Text           = Import-JobText ParkUpJob.psd1
        ExitCode       = 0
        # Of the script: what it was given, where it looks for files, and how it writes errors.
        Parameters     = $Caller.MyInvocation.BoundParameters
        Paths          = $Caller.SessionState.Path
        ErrorWriter    = New-ErrorWriter $Caller.MyInvocation.MyCommand.Name
        Folder         = $null
        LogPath        = $null
        # The parameters of the cmdlets that say which connection they use.
        Service        = @{}
        OwnsConnection = $false
        BaseUri        = $null
        IsSandbox      = $false
        # The lines on the error stream, and how many there were of each kind.
        Failures       = [System.Collections.Generic.List[string]]::new()
        Kinds          = [ordered]@{}
        # The ids of the errors of cmdlets, the RefIds that they are about, and whether one says that the service is dead.
        ErrorIds       = [System.Collections.Generic.HashSet[string]]::new()
        Targets        = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::Ordinal)
        IsOutage       = $false
    }
    try {
        # Not by #Requires: that would end with exit code 1 and several lines.
        if (-not (Get-Module -Name ParkUp.PowerShell)) { Import-Module -Name ParkUp.PowerShell -Scope Global -Verbose:$false }
        & $Body $job | Out-Host
    }
    catch {
        $job.ExitCode = 2
        Write-JobFailure $job $_
    }
    finally {
        # Also after Ctrl+C.
        if ($job.OwnsConnection) { $null = Disconnect-ParkUp -ErrorAction Ignore }
    }
    $job.ExitCode
}

# Texts in the language of the session; English where there are none in it.
function Import-JobText([string] $File) {
    $text = $null
    Import-LocalizedData -BindingVariable text -BaseDirectory $PSScriptRoot -FileName $File -ErrorAction Ignore
    if (-not $text) { Import-LocalizedData -BindingVariable text -BaseDirectory $PSScriptRoot -FileName $File -UICulture en-US }
    $text
}

<#
.SYNOPSIS
    Makes the report folder, and gives back the stem of the names of this run's reports.
.DESCRIPTION
    From then on the log is written too. It throws where the folder cannot be made.
#>
function Open-JobReport([object] $Job, [string] $Folder) {
    $path = $Job.Paths.GetUnresolvedProviderPathFromPSPath($Folder)
    New-JobFolder $path
    $Job.Folder = $path
    $Job.LogPath = Join-Path $path "$($Job.Name).log"
    Join-Path $path "$($Job.Name)-$($Job.Stamp)"
}

# Makes the folder if it does not exist. On Unix, only its owner can then open it.
function New-JobFolder([string] $Path) {
    $owner = [System.IO.UnixFileMode] 'UserRead, UserWrite, UserExecute'
    try { $null = $IsWindows ? [System.IO.Directory]::CreateDirectory($Path) : [System.IO.Directory]::CreateDirectory($Path, $owner) }
    catch [System.Management.Automation.MethodInvocationException] { throw $_.Exception.InnerException }
}

# Opens a file to write it. On Unix, only its owner can read a file that this makes. It throws what the file system says,
# without PowerShell's words around it.
function Open-JobStream([string] $File, [System.IO.FileMode] $Mode = 'Create') {
    $options = [System.IO.FileStreamOptions] @{ Mode = $Mode; Access = 'Write'; Share = 'Read' }
    if (-not $IsWindows) { $options.UnixCreateMode = [System.IO.UnixFileMode] 'UserRead, UserWrite' }
    try { [System.IO.FileStream]::new($File, $options) }
    catch [System.Management.Automation.MethodInvocationException] { throw $_.Exception.InnerException }
}

<#
.SYNOPSIS
    Writes a line of the log: to the information stream, and to the log file.
#>
function Write-JobLog([object] $Job, [string] $Text) {
    $line = Add-JobLogLine $Job $Text
    Write-Information $line -InformationAction Continue
}

# Appends to the log file. A log that cannot be written fails no run.
function Add-JobLogLine([object] $Job, [string] $Text) {
    $time = [datetimeoffset]::Now.ToString('yyyy-MM-dd HH:mm:ss zzz', [cultureinfo]::InvariantCulture)
    $line = "$time  $(ConvertTo-OneLine $Text)"
    if ($Job.LogPath) {
        try {
            # Shared, since another run may write to it at the same time.
            $stream = [System.IO.FileStream]::new($Job.LogPath, 'Append', 'Write', 'ReadWrite')
            try { $stream.Write([System.Text.Encoding]::UTF8.GetBytes($line + [Environment]::NewLine)) } finally { $stream.Dispose() }
        }
        catch { $null = $_ }
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
    # Of a call of .NET, what the system says, without the engine's words around it.
    $isCall = $Fault -is [System.Management.Automation.ErrorRecord] -and $Fault.Exception -is [System.Management.Automation.MethodInvocationException] -and $Fault.Exception.InnerException
    $text = ConvertTo-OneLine ($isCall ? $Fault.Exception.InnerException.Message : "$Fault")
    $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new($text)
    $Job.Failures.Add($text)
    $null = Add-JobLogLine $Job ($Job.Text.ErrorLine -f $text)

    $rendering = $PSStyle.OutputRendering
    # No colour codes in a file or a mail.
    if ([Console]::IsErrorRedirected) { $PSStyle.OutputRendering = 'PlainText' }
    try {
        # An error of one row does not stop the others, even with -ErrorAction Stop.
        $wish = $Job.Parameters['ErrorAction'] ?? 'Continue'
        $ErrorActionPreference = $wish -eq 'Stop' ? 'Continue' : $wish
        & $Job.ErrorWriter $record
    }
    finally { $PSStyle.OutputRendering = $rendering }
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
        Write-JobFailure $Job ($File ? ($Job.Text.MoreFailures -f $more, $kind, (Split-Path $File -Leaf)) : ($Job.Text.MoreOfKind -f $more, $kind))
    }
    $Job.Kinds.Clear()
}

<#
.SYNOPSIS
    Ends a job that is about rows: sets its exit code by their results, and writes the last lines of the log.
#>
function Complete-RowJob([object] $Job, [object[]] $Result, [string] $Report) {
    $outcomes = @($Result | Group-Object -Property Outcome -NoElement | ForEach-Object { "$($_.Count) $($_.Name)" }) -join ', '
    if ($Result) { Write-JobLog $Job ($Job.Text.Outcomes -f $Result.Count, $outcomes) }
    $Job.ExitCode = $Job.IsOutage ? 2 : $Result.Where({ -not $_.Succeeded }, 'First') ? 1 : 0
    Complete-Job $Job $Job.Text."RowsExit$($Job.ExitCode)" $Report
}

<#
.SYNOPSIS
    Writes the last line of the log: the exit code, what it means, and the report.
#>
function Complete-Job([object] $Job, [string] $Meaning, [string] $Report) {
    $said = $Job.Text.Ended -f $Job.ExitCode, $Meaning
    Write-JobLog $Job ($Report ? "$said $($Job.Text.Report -f $Report)" : $said)
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
