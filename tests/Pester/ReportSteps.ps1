# Steps, results and pages for the scripts about reports, which dot-source this file in their BeforeAll.

Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
Import-Module (Get-StagedModule) -Force
Import-Module "$(Get-RepositoryRoot)/examples/ParkUpJob/ParkUpJob.psm1" -Force
$script:Folder = "$(New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "parkup-$([guid]::NewGuid())"))"
$script:Cultures = [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture

# What a cell of anybody's file may be.
$script:Hostile = '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "'><b a='", '&lt;', ']]>', '<!--', '</table>',
    "A`u{202E}B", "A`u{200B}B", "A`u{0}B", "A`u{7}B`nC", "A`u{D800}B", "`u{E0041}", '=cmd|x!A0', '{0}', '$(1)', 'Ñandú 🚗'

function New-Step([string] $Action, [string] $Status = 'Ready', [hashtable] $With = @{}) {
    $step = [ordered]@{
        Action = $Action; Status = $Status; RefId = 'A1'; CustomerId = $null; Code = 'O1'; Plate = 'AABB11'; PreviousPlate = $null
        FromRefId = $null; Email = 'ana@example.com'; Phone = '56911111111'; Name = 'Ana'; LastName = 'Soto'; IsUnlimited = $false
        Reason = $null; Line = $null; BaseUri = 'https://api.example/'; PlannedAt = '2026-11-26T03:00:00Z'; MissingSince = $null
    }
    foreach ($name in $With.Keys) { $step[$name] = $With[$name] }
    [pscustomobject] $step
}

function New-Outcome([object] $Step, [string] $Outcome, [string] $Detail = '') {
    $Step | Select-Object *, @{ n = 'Outcome'; e = { $Outcome } }, @{ n = 'Succeeded'; e = { $Outcome -notin 'Rejected', 'Failed', 'Unknown' } }, @{ n = 'Detail'; e = { $Detail } }
}

function New-Run([hashtable] $With = @{}) {
    $run = @{
        Name = 'sync'; StartedAt = [datetimeoffset] '2026-11-26T03:00:00Z'; EndedAt = [datetimeoffset] '2026-11-26T03:01:00Z'
        BaseUri = 'https://api.example/'; IsSandbox = $false; Roster = @('hr.csv'); StatePath = 'hr.state.csv'; IsPlanOnly = $false
        ExitCode = 0; Errors = @(); IsSending = $false; Files = @('sync-1-plan.csv', 'sync-1-changes.csv')
    }
    foreach ($name in $With.Keys) { $run[$name] = $With[$name] }
    [pscustomobject] $run
}

# Writes the page and reads it as XML, which fails if a value became markup that does not fit.
function Get-Page([object[]] $Plan, [object[]] $Result, [object] $Run = (New-Run), [object] $Person = $null) {
    New-JobReport -Path "$Folder/page.html" -Plan $Plan -Result $Result -Run $Run -Person $Person
    [xml] (Get-Content -Raw -LiteralPath "$Folder/page.html")
}

function Get-Lines([xml] $Page, [string] $Section) { @($Page.SelectNodes("//section[@id='$Section']//tbody/tr[not(@class)]")) }

# A plan with each kind of step, and its results: all done but one.
function New-Month {
    $plan = @(
        New-Step Keep
        New-Step Keep Ready @{ Code = 'O2' }
        New-Step AddTag Ready @{ Code = 'O3' }
        New-Step AddTag Ready @{ Code = 'O4'; Name = 'Failing' }
        New-Step ChangePlate Ready @{ Code = 'O5'; PreviousPlate = 'OLD111' }
        New-Step MoveTag Ready @{ Code = 'O6'; FromRefId = 'B2'; PreviousPlate = 'AABB11' }
        New-Step CreateCustomer Ready @{ Code = 'O7'; RefId = 'N9' }
        New-Step Keep Held @{ Code = 'O8'; Reason = 'Unreadable.'; Line = 9 }
        New-Step RevokeTag Ready @{ Code = 'O9'; RefId = 'L1'; Name = $null; LastName = $null; Email = $null }
        New-Step RevokeTag Held @{ Code = 'O10'; Reason = 'Guarded.' }
        New-Step RevokeTag Held @{ Code = 'O11'; Reason = 'This tag is neither in the roster nor in the state.' }
    )
    $results = @(
        New-Outcome $plan[2] Added
        New-Outcome $plan[3] Rejected 'No such gate.'
        New-Outcome $plan[4] Added
        New-Outcome $plan[5] Added
        New-Outcome $plan[6] Created
        New-Outcome $plan[8] Revoked
    )
    $plan, $results
}
