<#
.SYNOPSIS
    Runs the Pester scripts against a package, as it is installed, in the pwsh that this script runs in.
.PARAMETER Package
    The .nupkg.
.PARAMETER Pester
    The manifest of the Pester module.
.PARAMETER PwshVersion
    Fails unless this is the pwsh that runs, as 7.4.
.PARAMETER DotnetVersion
    Fails unless this is the major version of .NET that it runs on, as 8.
.EXAMPLE
    ./tests/Pester/Invoke-PackageTest.ps1 -Package ./artifacts/packages/ParkUp.PowerShell.0.1.0.nupkg -Pester (dotnet msbuild tests/Pester -getProperty:PesterManifest)
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [System.IO.FileInfo] $Package,

    [Parameter(Mandatory)]
    [string] $Pester,

    [string] $PwshVersion,

    [int] $DotnetVersion
)

$ErrorActionPreference = 'Stop'
$running = $PSVersionTable.PSVersion
$runtime = [Environment]::Version
if ($PwshVersion -and "$($running.Major).$($running.Minor)" -ne $PwshVersion) { throw "This is pwsh $running, not $PwshVersion." }
if ($DotnetVersion -and $runtime.Major -ne $DotnetVersion) { throw "This pwsh runs on .NET $runtime, not $DotnetVersion." }

Import-Module $Pester
Import-Module "$PSScriptRoot/Sandbox.psm1" -Force

$modules = (New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "parkup-$([guid]::NewGuid())")).FullName
try {
    Install-Package $Package $modules
    $env:PARKUP_PACKAGE = $Package.FullName
    $env:PARKUP_MODULE = (Get-Item "$modules/ParkUp.PowerShell/*/ParkUp.PowerShell.psd1").FullName
    "pwsh $running on .NET $runtime tests $env:PARKUP_MODULE"
    $run = Invoke-Pester $PSScriptRoot -PassThru
}
finally {
    Remove-Item Env:PARKUP_PACKAGE, Env:PARKUP_MODULE -ErrorAction Ignore
    # Not everywhere can assemblies be deleted that this process has loaded.
    Remove-Item -LiteralPath $modules -Recurse -ErrorAction Ignore
}

exit ($run.Result -eq 'Passed' -and $run.PassedCount -gt 0 ? 0 : 1)
