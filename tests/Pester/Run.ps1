<#
.SYNOPSIS
    Runs one Pester script, and writes its results as JSON: what ParkUp.Pester starts for each script.
.PARAMETER Path
    The script.
.PARAMETER Pester
    The manifest of the Pester module.
.PARAMETER ResultPath
    The file to write: an array of objects with Id, Result, Seconds and Error.
.PARAMETER DiscoveryOnly
    Names the tests without running them.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Pester,
    [Parameter(Mandatory)] [string] $ResultPath,
    [switch] $DiscoveryOnly
)

$ErrorActionPreference = 'Stop'

# Why a test failed, and where in the script; Pester's own lines of the stack tell nothing.
function Get-Reason([object] $Test) {
    $reasons = foreach ($record in $Test.ErrorRecord) {
        $where = @($record.ScriptStackTrace -split '\r?\n') -notmatch '[\\/]Pester\.(psm1|ScriptScope\.ps1):' -join "`n"
        "$record`n$where"
    }
    if ($Test.Result -eq 'Failed' -and -not $reasons) { 'Its setup failed.' } else { $reasons -join "`n" }
}

Import-Module $Pester
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Run.SkipRun = [bool] $DiscoveryOnly
# For the report of a script that hangs: the last test that is named ran to its end.
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'Plaintext'
$run = Invoke-Pester -Configuration $configuration

$results = @(
    foreach ($test in $run.Tests) {
        [pscustomobject]@{
            Id      = $test.ExpandedPath
            Result  = $test.Result
            Seconds = $test.Duration.TotalSeconds
            Error   = Get-Reason $test
        }
    }
    # A script that cannot be read, or whose outermost setup failed, has no test to show it.
    foreach ($container in $run.FailedContainers) {
        [pscustomobject]@{ Id = 'the script itself'; Result = 'Failed'; Seconds = 0; Error = $container.ErrorRecord -join "`n" }
    }
    foreach ($block in $run.FailedBlocks) {
        [pscustomobject]@{ Id = "the setup or teardown of $($block.ExpandedPath)"; Result = 'Failed'; Seconds = 0; Error = $block.ErrorRecord -join "`n" }
    }
)
if (-not $results) { throw "$Path has no tests." }
ConvertTo-Json $results -Depth 3 | Set-Content -LiteralPath $ResultPath
