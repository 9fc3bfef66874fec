# What the scripts beside this folder share. Each file has the functions for one purpose.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

. "$PSScriptRoot/Job.ps1"
. "$PSScriptRoot/Log.ps1"
. "$PSScriptRoot/Connection.ps1"
. "$PSScriptRoot/Roster.ps1"
. "$PSScriptRoot/Csv.ps1"
. "$PSScriptRoot/Report.ps1"
. "$PSScriptRoot/Sync.ps1"
