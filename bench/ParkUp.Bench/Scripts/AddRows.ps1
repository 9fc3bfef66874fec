# The module as users run it: nothing is tuned.
param([string] $BaseUri, [string] $Manifest, [string] $WarmUp, [string] $Csv)

$ErrorActionPreference = 'Stop'
Import-Module $Manifest
$env:PARKUP_BASE_URI = $BaseUri
Connect-ParkUp
$first = @(Import-Csv $WarmUp)
$rows = @(Import-Csv $Csv)
$null = $first | Add-ParkUpTag

$succeeded = 0
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$rows | Add-ParkUpTag | & { process { if ($_.Succeeded) { $script:succeeded++ } } }
$seconds = $clock.Elapsed.TotalSeconds
@{ Succeeded = $succeeded; Seconds = $seconds } | ConvertTo-Json -Compress
