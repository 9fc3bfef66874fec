<#
.SYNOPSIS
    Runs the whole job against the sandbox, from a roster to customers with tags.
.DESCRIPTION
    Imports a roster from a spreadsheet, creates its customers with their tags, lists, adds and revokes tags, shows
    what failed and why, fixes the failed rows and pipes them back in. Then it plays two months of the nightly job, one
    night of them bad. Nothing leaves this machine: the service is the sandbox.

    If no pwsh is installed: dotnet run --project examples/Rehearsal examples/rehearsal.ps1
.PARAMETER Roster
    The roster to import.
.EXAMPLE
    ./examples/rehearsal.ps1
#>
param(
    [string] $Roster = "$PSScriptRoot/roster.csv"
)

# Errors of failed rows do not stop the run. The script shows them explicitly.
$ErrorActionPreference = 'SilentlyContinue'

if (-not (Get-Module ParkUp.PowerShell)) {
    Import-Module "$PSScriptRoot/../artifacts/ParkUp.PowerShell" -ErrorAction Stop
}

# Out-Host after each step: in one stream, only the first type of object would get its own table.
function Step([string] $Text) { "`n== $Text" }

Step '1. Connect to the sandbox: no account, no token, nothing sent anywhere'
$job = (New-Item -ItemType Directory "$([IO.Path]::GetTempPath())/parkup-rehearsal-$PID").FullName
# In a file, so that the scripts of the nightly job find what the cmdlets made.
$sandbox = "$job/sandbox.json"
Connect-ParkUp -Sandbox -SandboxPath $sandbox
Test-ParkUpConnection | Out-Host

Step "2. Import the roster, with any encoding, delimiter and header of a spreadsheet"
$rows = @(Import-ParkUpRoster $Roster)
"$($rows.Count) rows; the first five:"
$rows[0..4] | Out-Host

Step '3. Check first: -WhatIf checks every row, and sends nothing'
$null = $rows[0..1] | New-ParkUpCustomer -WhatIf

Step '4. Create the customers with their tags: rows of one customer become one request'
$created = @($rows | New-ParkUpCustomer -ErrorVariable problems)
$created[0..4] | Out-Host
"$(@($created | Where-Object Succeeded).Count) customers created, $(@($created | Where-Object { -not $_.Succeeded }).Count) not. What failed, and why:"
$problems | ForEach-Object { "  $_" }

Step '5. Fix those rows, and pipe them back in'
$failed = @($created | Where-Object { -not $_.Succeeded })
$fixed = foreach ($row in $rows | Where-Object { $_.Line -in $failed.Line }) {
    [pscustomobject]@{
        Line        = $row.Line
        RefId       = $row.RefId
        Email       = $row.Email
        Phone       = $row.Phone
        Name        = $row.Name
        LastName    = $row.LastName
        IsUnlimited = if ($row.IsUnlimited -is [bool]) { $row.IsUnlimited } else { 'no' }
        Code        = if ($row.Code -like '*E+*') { 'O202041' } else { $row.Code }
        Plate       = if ($row.Plate -eq '---') { 'XXYY99' } else { $row.Plate }
    }
}
$again = @($fixed | New-ParkUpCustomer)
$again | Out-Host

Step '6. List the tags of two customers'
Get-ParkUpTag AAAABBB0001, AAAABBB0009 | Out-Host

Step '7. Add a tag to a customer that exists, and a tag that another customer holds'
[pscustomobject]@{ RefId = 'AAAABBB0002'; Code = 'O202100'; Plate = 'ab-cd 35' } | Add-ParkUpTag | Out-Host
Add-ParkUpTag -RefId AAAABBB0002 -Code O202020 -Plate JPKJ21 -ErrorVariable problems | Out-Host
$problems | ForEach-Object { "  $_" }

Step '8. Revoke one tag by its plate alone, and every tag of another customer'
Revoke-ParkUpTag -RefId AAAABBB0001 -Plate 'bb-cc-12' -Confirm:$false | Out-Host
Revoke-ParkUpTag -RefId AAAABBB0009 -All -Confirm:$false | Out-Host
'The remaining tags of the two customers:'
Get-ParkUpTag AAAABBB0001, AAAABBB0009 | Out-Host

Step '9. The nightly job, first month: sync.ps1 brings the service in line with a roster'
# What somebody added by hand in step 7 is not in the roster: it is reported, and left alone. What was revoked is added again.
$hr = "$job/hr.csv"
$sync = @{ Path = $hr; StatePath = "$job/hr.state.csv"; ReportFolder = "$job/reports"; SandboxPath = $sandbox }
$november = @($rows | Where-Object { $_.Line -notin $fixed.Line }) + $fixed | Select-Object RefId, Name, LastName, Email, Phone, Code, Plate
$november | Export-Csv $hr
& "$PSScriptRoot/sync.ps1" @sync
$first = $LASTEXITCODE

Step '10. Next month: a person leaves, another comes, a car is new, a tag changes hands'
$december = @($november | Where-Object RefId -NE AAAABBB0004 | ForEach-Object { $_.PSObject.Copy() })
($december | Where-Object Code -EQ O202020).Plate = 'NEWC22'
$heir = $december | Where-Object RefId -EQ AAAABBB0003 | Select-Object -First 1
$handed = $december | Where-Object Code -EQ O202022
foreach ($name in 'RefId', 'Name', 'LastName', 'Email', 'Phone') { $handed.$name = $heir.$name }
$december += [pscustomobject]@{ RefId = 'AAAABBB0040'; Name = 'Eva'; LastName = 'Rojas'; Email = 'eva@example.com'; Phone = '+56911111111'; Code = 'O202140'; Plate = 'EVRJ40' }
$december | Export-Csv $hr
'First only the plan:'
& "$PSScriptRoot/sync.ps1" @sync -PlanOnly
$planned = $LASTEXITCODE
$report = Get-ChildItem "$job/reports/*-plan.csv" | Select-Object -Last 1
Import-Csv -UseCulture -LiteralPath $report.FullName | Where-Object Action -NE Keep | Format-Table Action, Status, RefId, Name, Code, PreviousPlate, Plate | Out-Host
'A bad night: the service refuses the token.'
& "$PSScriptRoot/sync.ps1" @sync -SandboxFault '401:1'
$bad = $LASTEXITCODE
'The night after, with lost answers:'
& "$PSScriptRoot/sync.ps1" @sync -SandboxFault 'CommitThenDrop:0.2'
$good = $LASTEXITCODE
'And the next one has nothing to do:'
& "$PSScriptRoot/sync.ps1" @sync
$quiet = $LASTEXITCODE
"Exit codes: $first, $planned (differences, nothing sent), $bad (could not be run), $good, $quiet"
Remove-Item -LiteralPath $job -Recurse

Step '11. Every row has a result'
# The rows of a customer have one result, so look for the line of a row in the customers and in their tags.
$results = @($created) + @($created | ForEach-Object Tags)
$lost = @($rows | Where-Object { $_.Line -notin $results.Line })
"$($rows.Count) rows read, $($lost.Count) of them without a result."
$null = Disconnect-ParkUp

# Exit code 1 if a row has no result, or if a fixed row failed, or if a night
# did not end as it should.
$isAsExpected = "$first $planned $bad $good $quiet" -eq '0 3 2 0 0'
exit ($lost -or ($again | Where-Object { -not $_.Succeeded }) -or -not $isAsExpected ? 1 : 0)
