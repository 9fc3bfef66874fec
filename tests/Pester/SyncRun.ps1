# Runs examples/sync.ps1 in a process of its own, for the scripts that dot-source this file in their BeforeAll.

$script:Sync = Join-Path (Get-RepositoryRoot) 'examples/sync.ps1'

function Start-Service([int] $Latency = 0, [string[]] $Fault = @()) {
    $script:Server = Start-SandboxServer -Latency $Latency -Fault $Fault
    $script:Service = @{ PARKUP_TOKEN = 'pester-token'; PARKUP_BASE_URI = "$($Server.BaseUri)" }
    # With a space and Spanish letters, as people name folders.
    $script:Folder = "$(New-Item -ItemType Directory (Join-Path $TestDrive "año $([guid]::NewGuid())"))"
}

# A roster of rows 'RefId CODE:PLATE', with all that a new customer needs.
function Set-Roster([string[]] $Rows, [string] $Name = 'hr.csv') {
    $lines = foreach ($row in $Rows) { $customer, $tag = $row -split ' '; "$customer,$customer@example.com,56911111111,Ana,Pérez,$($tag -replace ':', ',')" }
    Set-Content -LiteralPath "$Folder/$Name" -Value (@('RefId,Email,Phone,Name,LastName,Code,Plate') + $lines)
}

function Start-Sync([string[]] $Arguments = @(), [hashtable] $Environment = $Service) {
    $all = @{ PSModulePath = Get-ModulePath }
    foreach ($name in $Environment.Keys) { $all[$name] = $Environment[$name] }
    Start-Pwsh (@('-File', $Sync) + $Arguments) $all $Folder
}

# What it wrote, with colour codes if there were any.
function Invoke-Sync([string[]] $Arguments = @('-Path', 'hr.csv', '-StatePath', 'hr.state.csv'), [hashtable] $Environment = $Service) {
    $run = Wait-Pwsh (Start-Sync $Arguments $Environment) -KeepsColours
    $run | Add-Member -PassThru Lines @($run.Errors.Trim() -split '\r?\n')
}

function Get-Report([string] $End) { Get-ChildItem -LiteralPath $Folder -Filter "sync-2*$End" | Sort-Object Name | Select-Object -Last 1 }
function Get-Log { Get-Content -LiteralPath "$Folder/sync.log" }
function Get-Page { Get-Content -LiteralPath (Get-Report '.html').FullName -Raw }
function Get-Rows([string] $End) { Import-Csv -LiteralPath (Get-Report $End).FullName -UseCulture }
function Get-Held { @(foreach ($customer in Get-SandboxState $Server) { foreach ($tag in $customer.tags | Where-Object active) { "$($customer.refId) $($tag.code):$($tag.plate)" } }) | Sort-Object }
function Get-Writes { @(Get-SandboxLog $Server | Where-Object path -NotLike '*/tag/list') }
