# As people write it without the module when one after the other takes too long.
param([string] $BaseUri, [string] $Manifest, [string] $WarmUp, [string] $Csv)

$ErrorActionPreference = 'Stop'
$headers = @{ Authorization = "Bearer $env:PARKUP_TOKEN" }

function Add-Rows($Rows) {
    $Rows | ForEach-Object -ThrottleLimit 8 -Parallel {
        $ProgressPreference = 'SilentlyContinue'
        $body = @{ customer = @{ refId = $_.RefId }; tags = @(@{ code = $_.Code; plate = $_.Plate }) } | ConvertTo-Json -Depth 4 -Compress
        $answer = Invoke-RestMethod "$using:BaseUri/api/v3/business/tag/add" -Method Post -Headers $using:headers -ContentType 'application/json' -Body $body
        $answer.tagsCreate[0].status
    }
}

$first = @(Import-Csv $WarmUp)
$rows = @(Import-Csv $Csv)
$null = Add-Rows $first

$clock = [System.Diagnostics.Stopwatch]::StartNew()
$succeeded = @(Add-Rows $rows | Where-Object { $_ }).Count
$seconds = $clock.Elapsed.TotalSeconds
@{ Succeeded = $succeeded; Seconds = $seconds } | ConvertTo-Json -Compress
