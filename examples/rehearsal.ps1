<#
.SYNOPSIS
    Runs the whole job against the sandbox, from a roster to customers with tags.
.DESCRIPTION
    Imports a roster from a spreadsheet, creates its customers with their tags, lists, adds and revokes tags, shows
    what failed and why, fixes the failed rows and pipes them back in. Then it plays two nights of the nightly job. Nothing leaves this machine: the service is a
    ParkUp API in memory.

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
Connect-ParkUp -Sandbox
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

Step '9. The nightly job: plan what brings the service in line with a roster, and apply it'
# The first night: the state does not exist yet. Nothing is revoked, and what the roster names is recorded in the state.
$job = (New-Item -ItemType Directory "$([IO.Path]::GetTempPath())/parkup-rehearsal-$PID").FullName
Get-ParkUpTag AAAABBB0001, AAAABBB0002 | Export-Csv "$job/hr.csv"
$null = Compare-ParkUpRoster "$job/hr.csv" -StatePath "$job/hr.state.csv" | Invoke-ParkUpPlan -StatePath "$job/hr.state.csv" -Confirm:$false

# Next month: one tag has left, one vehicle is new, and a person hands a tag on.
$next = @(Import-Csv "$job/hr.csv")
$left, $next = $next
$next[0].Plate = 'NEWC22'
$next[-1].RefId = 'AAAABBB0001'
$next | Export-Csv "$job/hr.csv"
$plan = Compare-ParkUpRoster "$job/hr.csv" -StatePath "$job/hr.state.csv"
$plan | Sort-Object Action -Descending | Out-Host
$applied = @($plan | Invoke-ParkUpPlan -StatePath "$job/hr.state.csv" -Confirm:$false)
$applied | Out-Host
"Compared again, $(@(Compare-ParkUpRoster "$job/hr.csv" -StatePath "$job/hr.state.csv" | Where-Object Action -ne Keep).Count) steps are left to do."
Remove-Item -LiteralPath $job -Recurse

Step '10. Every row has a result'
# The rows of a customer have one result, so look for the line of a row in the customers and in their tags.
$results = @($created) + @($created | ForEach-Object Tags)
$lost = @($rows | Where-Object { $_.Line -notin $results.Line })
"$($rows.Count) rows read, $($lost.Count) of them without a result."
$null = Disconnect-ParkUp

# Exit code 1 if a row has no result, or if a fixed row or a step of the plan failed.
exit ($lost -or ($again + $applied | Where-Object { -not $_.Succeeded }) ? 1 : 0)
