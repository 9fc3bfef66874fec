# The frame of a job: its folder and files, and how it ends.

<#
.SYNOPSIS
    Runs the body of a script as a job, and gives back its exit code: exit (Invoke-Job name $PSCmdlet { … }).
.DESCRIPTION
    The body gets the job as its parameter, and sets its ExitCode. An error that the body does not catch is written to
    the error stream as one line, and makes it 2. The log is open before the body runs, in the script's -ReportFolder,
    unless the script runs with -WhatIf. It ends with the exit code on each way out, also after Ctrl+C.
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

    $job = [pscustomobject]@{
        Name           = $Name
        StartedAt      = [datetimeoffset]::Now
        Text           = Import-JobText Job.psd1
        ExitCode       = 0
        # Of the script: what it was given, where it looks for files, and how it writes errors.
        Parameters     = $Caller.MyInvocation.BoundParameters
        Paths          = $Caller.SessionState.Path
        ErrorWriter    = New-ErrorWriter $Caller.MyInvocation.MyCommand.Name
        IsWhatIf       = $Caller.MyInvocation.MyCommand.Parameters.ContainsKey('WhatIf') -and $Caller.SessionState.PSVariable.GetValue('WhatIfPreference')
        Folder         = $null
        LogPath        = $null
        # For the last lines of the log: the results of rows, or a text about them, and the report.
        Results        = @()
        Summary        = ''
        Report         = ''
        # Whether these lines are written. After Ctrl+C, nothing can be written to a stream.
        IsEnded        = $false
        IsInterrupted  = $false
        # Lines that come once, although what writes them may run twice.
        Once           = [System.Collections.Generic.HashSet[string]]::new()
        # The parameters of the cmdlets that say which connection they use.
        Service        = @{}
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
    $isComplete = $false
    try {
        if (-not $job.IsWhatIf) { Open-JobLog $job ($job.Parameters['ReportFolder'] ?? '.') }
        # Not by #Requires: that would end with exit code 1 and several lines.
        if (-not (Get-Module -Name ParkUp.PowerShell)) { Import-Module -Name ParkUp.PowerShell -Scope Global -Verbose:$false }
        & $Body $job | Out-Host
        $isComplete = $true
    }
    catch {
        $isComplete = $true
        $job.ExitCode = 2
        Write-JobFailure $job $_
    }
    finally {
        if (-not $isComplete) {
            # Where the last line is there already, with another exit code, one with the right one follows.
            if ($job.ExitCode -ne 2) { $job.IsEnded = $false }
            Stop-JobRun $job
        }
        if (-not $job.IsEnded) { Invoke-JobEnd $job { Write-JobEnd $job } }
    }
    $job.ExitCode
}

# After Ctrl+C. The body may have said it already.
function Stop-JobRun([object] $Job) {
    $Job.IsInterrupted = $true
    $Job.ExitCode = 2
    if (-not $Job.Failures.Contains($Job.Text.Interrupted)) { Write-JobFailure $Job $Job.Text.Interrupted }
}

<#
.SYNOPSIS
    Runs what writes the last lines of a job. Where Ctrl+C stops it, it runs once more, and says that it was interrupted.
.DESCRIPTION
    Call it in a finally block. PowerShell stops what such a block has called already, and nothing that it calls later.
.PARAMETER End
    What to run. It ends with Complete-Job, and may run twice.
#>
function Invoke-JobEnd([object] $Job, [scriptblock] $End) {
    $hasFailed = $false
    try { & $End }
    catch {
        $hasFailed = $true
        throw
    }
    finally {
        if (-not $Job.IsEnded -and -not $hasFailed) {
            Stop-JobRun $Job
            & $End
        }
    }
}

# Texts in the language of the session; English where there are none in it.
# PowerShell 7.4 then reads a file of that name beside the folders of the languages: there must be none.
function Import-JobText([string] $File) {
    $text = $null
    Import-LocalizedData -BindingVariable text -BaseDirectory $PSScriptRoot -FileName $File -ErrorAction Ignore
    if (-not $text) { Import-LocalizedData -BindingVariable text -BaseDirectory $PSScriptRoot -FileName $File -UICulture en-US }
    $text
}

# The file or folder that a path means. A path of another provider, such as env:, is refused: .NET would take it for a name here.
function Resolve-JobPath([object] $Job, [string] $Path, [string] $Parameter) {
    $provider = $drive = $null
    try { $file = $Job.Paths.GetUnresolvedProviderPathFromPSPath($Path, [ref] $provider, [ref] $drive) } catch { throw ($Job.Text.NotAFile -f $Path, $Parameter) }
    if ($provider.Name -ne 'FileSystem') { throw ($Job.Text.NotAFile -f $Path, $Parameter) }
    $file
}

# From then on, the log file is written too.
function Open-JobLog([object] $Job, [string] $Folder) {
    $path = Resolve-JobPath $Job $Folder ReportFolder
    try { New-JobFolder $path } catch { throw ($Job.Text.FolderUnusable -f $path, $_.Exception.Message) }
    $Job.Folder = $path
    $Job.LogPath = Join-Path $path "$($Job.Name).log"
}

<#
.SYNOPSIS
    Gives back the stem of the names of this run's reports, which no other run has.
.DESCRIPTION
    It makes the first of them. It throws where the folder cannot be made or written.
.PARAMETER End
    How the name of that report ends.
#>
function Open-JobReport([object] $Job, [string] $Folder, [string] $End = '.html') {
    if (-not $Job.Folder) { Open-JobLog $Job $Folder }
    for ($try = 0; ; $try++) {
        # The names of one run sort together, and begin with the time.
        $stamp = $Job.StartedAt.AddMilliseconds($try).ToString('yyyy-MM-dd-HHmmss-fff', [cultureinfo]::InvariantCulture)
        $stem = Join-Path $Job.Folder "$($Job.Name)-$stamp"
        try { $stream = Open-JobStream "$stem$End" CreateNew }
        catch {
            # Another run began in the same millisecond.
            if ($_.Exception -is [System.IO.IOException] -and $try -lt 1000 -and [System.IO.File]::Exists("$stem$End")) { continue }
            throw ($Job.Text.FolderUnusable -f $Job.Folder, $_.Exception.Message)
        }
        # Some bytes, since a disk that is full takes an empty file.
        try { try { $stream.Write([System.Text.Encoding]::UTF8.GetPreamble()); $stream.Flush() } finally { $stream.Dispose() } }
        catch {
            [System.IO.File]::Delete("$stem$End")
            throw ($Job.Text.FolderUnusable -f $Job.Folder, $_.Exception.GetBaseException().Message)
        }
        return $stem
    }
}

# Makes the folder if it does not exist. On Unix, only its owner can then open it.
function New-JobFolder([string] $Path) {
    $owner = [System.IO.UnixFileMode] 'UserRead, UserWrite, UserExecute'
    try { $null = $IsWindows ? [System.IO.Directory]::CreateDirectory($Path) : [System.IO.Directory]::CreateDirectory($Path, $owner) }
    catch [System.Management.Automation.MethodInvocationException] { throw $_.Exception.InnerException }
}

# Opens a file to write it. On Unix, only its owner can read a file that this makes. It throws what the file system says,
# without PowerShell's words around it.
function Open-JobStream([string] $File, [System.IO.FileMode] $Mode = 'Create', [System.IO.FileShare] $Share = 'Read') {
    $options = [System.IO.FileStreamOptions] @{ Mode = $Mode; Access = 'Write'; Share = $Share }
    if (-not $IsWindows) { $options.UnixCreateMode = [System.IO.UnixFileMode] 'UserRead, UserWrite' }
    try { [System.IO.FileStream]::new($File, $options) }
    catch [System.Management.Automation.MethodInvocationException] { throw $_.Exception.InnerException }
}

# The texts of a list in one text, as pwsh -File passes them, without empty ones.
function Split-JobText([string[]] $Text) { @(@($Text -split ',').Trim()) -ne '' }

# The last lines of a job that has not written them: what came of it, in the words of the page of sync.ps1, and its end.
function Write-JobEnd([object] $Job) {
    Complete-JobFailure $Job $Job.Report
    if ($Job.Summary) { Write-JobLogOnce $Job $Job.Summary }
    elseif ($Job.Results.Count) {
        $words = Get-ReportText
        $words.OutcomeDeclined = $Job.Text.Declined
        $counts = @($Job.Results | Group-Object -Property Outcome -NoElement | ForEach-Object { "$($_.Count) $($words["Outcome$($_.Name)"] ?? $_.Name)" })
        Write-JobLogOnce $Job ($Job.Text.Outcomes -f $Job.Results.Count, ($counts -join ', '))
    }
    $kind = $Job.IsWhatIf -and $Job.ExitCode -ne 2 ? 'WhatIf' : 'Rows'
    Complete-Job $Job ($Job.Text["$($Job.Name)Exit$($Job.ExitCode)"] ?? $Job.Text["${kind}Exit$($Job.ExitCode)"]) $Job.Report
}

<#
.SYNOPSIS
    Writes the last line of the log: the exit code, what it means, and the report.
#>
function Complete-Job([object] $Job, [string] $Meaning, [string] $Report) {
    $Job.IsEnded = $true
    $said = $Job.Text.Ended -f $Job.ExitCode, $Meaning
    Write-JobLog $Job ($Report ? "$said $($Job.Text.Report -f $Report)" : $said)
}
