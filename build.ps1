<#
.SYNOPSIS
    Builds, tests and packages ParkUp.PowerShell from pwsh.
.DESCRIPTION
    A thin front for people in pwsh: every task is a dotnet command that works as well without it.

    Build    builds the solution and stages the module in artifacts/ParkUp.PowerShell.
    Test     runs all tests, and prints how much of the code the xunit tests covered.
    Pester   runs the Pester scripts alone, in the pwsh that this script runs in.
    Package  makes the gallery's package in artifacts/packages, with its symbols and its bill of materials beside it: dotnet pack.
.PARAMETER Task
    The tasks to run, in the order given.
.PARAMETER Configuration
    Debug or Release. Package always takes Release.
.EXAMPLE
    ./build.ps1
    Builds and stages the module.
.EXAMPLE
    ./build.ps1 -Task Test
    Runs all tests.
.EXAMPLE
    ./build.ps1 -Task Pester
    Runs the Pester scripts in this pwsh, of whatever version it is.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pester', 'Package')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'

function Invoke-Dotnet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $args ended with exit code $LASTEXITCODE." }
}

function Invoke-Build([string] $Configuration) {
    Invoke-Dotnet build "$PSScriptRoot/ParkUp.PowerShell.sln" --configuration $Configuration
}

# The lines that any of the test projects ran, by assembly: their reports overlap.
function Show-Coverage([string] $Folder) {
    $lines = @{}
    foreach ($report in Get-ChildItem $Folder -Filter '*cobertura*.xml' -Recurse) {
        foreach ($package in ([xml] (Get-Content -LiteralPath $report -Raw)).coverage.packages.package) {
            $hit = $lines[$package.name] ??= @{}
            foreach ($class in $package.classes.class) {
                foreach ($line in $class.lines.line) {
                    $hit["$($class.filename):$($line.number)"] = [int] $line.hits -gt 0 -or $hit["$($class.filename):$($line.number)"]
                }
            }
        }
    }

    foreach ($assembly in $lines.Keys | Where-Object { $_ -in 'ParkUp.Client', 'ParkUp.PowerShell', 'ParkUp.Sandbox' } | Sort-Object) {
        $all = $lines[$assembly].Count
        $run = @($lines[$assembly].Values | Where-Object { $_ }).Count
        '{0,-24} {1,6:P1} of {2} lines covered' -f $assembly, ($run / $all), $all
    }
}

foreach ($name in $Task) {
    switch ($name) {
        'Build' { Invoke-Build $Configuration }
        'Test' {
            $results = Join-Path ([System.IO.Path]::GetTempPath()) "parkup-coverage-$([guid]::NewGuid())"
            try {
                Push-Location $PSScriptRoot
                Invoke-Dotnet test --configuration $Configuration --results-directory $results --coverlet --coverlet-output-format cobertura
                Show-Coverage $results
            }
            finally {
                Pop-Location
                Remove-Item -LiteralPath $results -Recurse -ErrorAction Ignore
            }
        }
        'Pester' {
            Invoke-Build $Configuration
            $project = "$PSScriptRoot/tests/Pester/ParkUp.Pester.csproj"
            Import-Module (Invoke-Dotnet msbuild $project -getProperty:PesterManifest)
            # The module of this build, unless PARKUP_MODULE names the manifest of another.
            $given = $env:PARKUP_MODULE
            if (-not $given -and $Configuration -eq 'Release') { $env:PARKUP_MODULE = "$PSScriptRoot/artifacts/Release/ParkUp.PowerShell/ParkUp.PowerShell.psd1" }
            try { $run = Invoke-Pester "$PSScriptRoot/tests/Pester" -PassThru }
            finally { $env:PARKUP_MODULE = $given }
            if ($run.Result -ne 'Passed') { throw "$($run.FailedCount) Pester tests failed." }
        }
        'Package' { Invoke-Dotnet pack "$PSScriptRoot/src/ParkUp.PowerShell" --configuration Release }
    }
}
