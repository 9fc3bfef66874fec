# The rosters that a job reads.

<#
.SYNOPSIS
    The files that the paths mean. It throws where a path means none.
.DESCRIPTION
    A path that exists is taken as it is, brackets included. Others are wildcards: they do not match reports of these
    scripts, and the log names each that is left out. pwsh -File passes several paths as one text, with commas.
#>
function Find-JobRoster([object] $Job, [string[]] $Path) {
    $report = '^(sync|changes|audit|offboard)-\d{4}-\d\d-\d\d-\d{6}-\d{3}\b'
    foreach ($given in $Path) {
        $parts = @(if ((Test-Path -LiteralPath $given) -or $given -notmatch ',') { $given } else { Split-JobText $given })
        if (-not $parts) { throw ($Job.Text.RosterMissing -f $given) }
        foreach ($part in $parts) {
            $file = Resolve-JobPath $Job $part Path
            if (Test-Path -LiteralPath $part) { $file; continue }
            $found, $left = @(Get-Item -Path $part -ErrorAction Ignore | Where-Object { $_ -is [System.IO.FileInfo] }).Where({ $_.Name -notmatch $report }, 'Split')
            foreach ($one in $left) { Write-JobLog $Job ($Job.Text.ReportLeftOut -f $one.FullName) }
            if (-not $found) { throw ($Job.Text.RosterMissing -f $part) }
            $found.FullName
        }
    }
}

<#
.SYNOPSIS
    A column map as Compare-ParkUpRoster takes it, from a hashtable or from texts: 'RefId=Legajo', also several with commas.
#>
function ConvertTo-JobColumnMap([object] $Job, [object] $Map) {
    if ($Map -is [System.Collections.IDictionary]) { return $Map }
    $table = @{}
    foreach ($pair in Split-JobText $Map) {
        $field, $column = ($pair -split '=', 2).Trim()
        if (-not $field -or -not $column) { throw ($Job.Text.BadColumnMap -f $pair) }
        $table[$field] = $column
    }
    $table
}

<#
.SYNOPSIS
    The rows of a file. An error about the file stops the job; errors about rows are given back in -Unread.
#>
function Import-JobRoster([object] $Job, [string] $Path, [System.Collections.Generic.List[object]] $Unread, [string] $Parameter = 'Path') {
    $file = Resolve-JobPath $Job $Path $Parameter
    Import-ParkUpRoster -LiteralPath $file -ErrorAction Continue *>&1 | ForEach-Object {
        if ($_ -isnot [System.Management.Automation.ErrorRecord]) { $_ }
        elseif ($_.TargetObject -is [string]) { throw $_ }
        else { $Unread.Add($_) }
    } | Receive-JobStream $Job
}
