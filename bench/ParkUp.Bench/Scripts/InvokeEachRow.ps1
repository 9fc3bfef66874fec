# As people write it without the module: one request a row, one after the other.
param([string] $BaseUri, [string] $Manifest, [string] $WarmUp, [string] $Csv)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$headers = @{ Authorization = "Bearer $env:PARKUP_TOKEN" }

function Add-Row($Row) {
    $body = @{ customer = @{ refId = $Row.RefId }; tags = @(@{ code = $Row.Code; plate = $Row.Plate }) } | ConvertTo-Json -Depth 4 -Compress
    $answer = Invoke-RestMethod "$BaseUri/api/v3/business/tag/add" -Method Post -Headers $headers -ContentType 'application/json' -Body $body
    $answer.tagsCreate[0].status
}

$first = @(Import-Csv $WarmUp)
$rows = @(Import-Csv $Csv)
foreach ($row in $first) { $null = Add-Row $row }

$succeeded = 0
$clock = [System.Diagnostics.Stopwatch]::StartNew()
foreach ($row in $rows) { if (Add-Row $row) { $succeeded++ } }
$seconds = $clock.Elapsed.TotalSeconds
@{ Succeeded = $succeeded; Seconds = $seconds } | ConvertTo-Json -Compress
