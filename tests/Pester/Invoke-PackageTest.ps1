<#
.SYNOPSIS
    Runs the Pester scripts against a package, as it is installed, in the pwsh that this script runs in.
.PARAMETER Package
    The .nupkg.
.PARAMETER PwshVersion
    Fails unless this is the pwsh that runs, as 7.4.
.PARAMETER PesterPath
    A folder of modules that has Pester 5 or newer in it, if it is not where pwsh looks.
.EXAMPLE
    ./tests/Pester/Invoke-PackageTest.ps1 -Package ./artifacts/packages/ParkUp.PowerShell.0.1.0.nupkg
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [System.IO.FileInfo] $Package,

    [string] $PwshVersion,

    [string] $PesterPath
)

$ErrorActionPreference = 'Stop'
$running = $PSVersionTable.PSVersion
if ($PwshVersion -and "$($running.Major).$($running.Minor)" -ne $PwshVersion) { throw "This is pwsh $running, not $PwshVersion." }
if ($PesterPath) { $env:PSModulePath = $PesterPath + [System.IO.Path]::PathSeparator + $env:PSModulePath }

Import-Module Pester -MinimumVersion 5.0
Import-Module "$PSScriptRoot/Sandbox.psm1" -Force

$modules = (New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "parkup-$([guid]::NewGuid())")).FullName
try {
    Install-Package $Package $modules
    $env:PARKUP_PACKAGE = $Package.FullName
    $env:PARKUP_MODULE = (Get-Item "$modules/ParkUp.PowerShell/*/ParkUp.PowerShell.psd1").FullName
    "pwsh $running tests $env:PARKUP_MODULE"
    $run = Invoke-Pester $PSScriptRoot -PassThru
}
finally {
    Remove-Item Env:PARKUP_PACKAGE, Env:PARKUP_MODULE -ErrorAction Ignore
    # Not everywhere can assemblies be deleted that this process has loaded.
    Remove-Item -LiteralPath $modules -Recurse -ErrorAction Ignore
}

exit ($run.Result -eq 'Passed' -and $run.PassedCount -gt 0 ? 0 : 1)
