# What the tests of examples/ share: data, runs in a pwsh of their own, a service on a real socket, reports. To be dot-sourced in BeforeAll.

Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
$script:Examples = Join-Path (Get-RepositoryRoot) 'examples'
$script:Files = @{
    'customers.csv'   = 'RefId,Email,Phone,Name,Code,Plate', 'A1,a1@example.com,56911111111,Ana,O1,AABB11', 'A2,a2@example.com,56922222222,,O3,AABB13', 'A1,,,,O2,AABB12'
    'additions.csv'   = 'RefId,Code,Plate', 'A2,O1,aa-bb-11', 'A1,O4,AABB14'
    'revocations.csv' = 'RefId,Code,Plate', 'A1,O1,', 'A2,,AABB13'
    'leaving.csv'     = 'RefId', 'A1'
}

# A folder with those files, and with others where they are given.
function New-Folder([hashtable] $More = @{}) {
    $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
    foreach ($set in $Files, $More) { foreach ($name in $set.Keys) { Set-Content -LiteralPath "$folder/$name" -Value $set[$name] } }
    "$folder"
}

function Start-Example([string] $Script, [string[]] $Arguments, [string] $Folder, [hashtable] $Environment = @{}) {
    $modules = @{ PSModulePath = Get-ModulePath }
    foreach ($name in $Environment.Keys) { $modules[$name] = $Environment[$name] }
    Start-Pwsh (@('-File', "$Examples/$Script") + $Arguments) $modules $Folder
}

# Each run reports into a folder of its own.
function Invoke-Example([string] $Script, [string[]] $Arguments, [string] $Folder, [hashtable] $Environment = $TokenOfServer) {
    $reports = "reports-$([guid]::NewGuid())"
    $run = Wait-Pwsh (Start-Example $Script ($Arguments + @('-ReportFolder', $reports)) $Folder $Environment)
    Add-Member -InputObject $run -NotePropertyName Reports -NotePropertyValue "$Folder/$reports" -PassThru
}

# The rows of a report: of the one whose name ends so.
function Get-Report([object] $Run, [string] $End) {
    $files = @(Get-ChildItem -LiteralPath $Run.Reports -Filter "*$End.csv" | Where-Object Name -Match "\d\d$End\.csv$")
    $files | Should -HaveCount 1 -Because "there is one report '$End'"
    # With the byte order mark and the delimiter that a spreadsheet of the session's culture expects.
    [System.IO.File]::ReadAllBytes($files[0].FullName)[0..2] | Should -Be 0xEF, 0xBB, 0xBF
    Import-Csv -LiteralPath $files[0].FullName -Delimiter ((Get-Content -LiteralPath $files[0].FullName -TotalCount 1) -like '*;*' ? ';' : ',')
}

# The lines of the log, without their times.
function Get-Log([object] $Run) { (Get-Content -LiteralPath (Get-ChildItem -LiteralPath $Run.Reports -Filter *.log).FullName) -replace '^\S+ \S+ \S+  ' }

# All but the log.
function Get-ReportName([object] $Run) { (Get-ChildItem -LiteralPath $Run.Reports -Exclude *.log -ErrorAction Ignore).Name -replace '\d{4}-\d\d-\d\d-\d{6}-\d{3}', 'time' }

function Get-Held { @(foreach ($customer in Get-SandboxState $Server) { foreach ($tag in $customer.tags | Where-Object active) { "$($customer.refId)/$($tag.code)/$($tag.plate)" } }) | Sort-Object }

function Start-Service([string[]] $Fault = @(), [int] $Latency = 0) {
    $script:Server = Start-SandboxServer -Fault $Fault -Latency $Latency
    $script:TokenOfServer = @{ PARKUP_TOKEN = 'pester-token'; PARKUP_BASE_URI = "$($Server.BaseUri)" }
}

# As Add-SandboxCustomer, on a service that loses answers: what was applied is refused the second time.
function Add-CustomerSurely([string] $RefId, [string[]] $Tag) {
    foreach ($attempt in 1..10) {
        try { Add-SandboxCustomer $Server $RefId $Tag } catch { $null = $_ }
        if (@(Get-SandboxState $Server).refId -ccontains $RefId) { return }
    }
    throw "$RefId could not be added."
}

# What customers.csv says.
function Add-Customers {
    Add-SandboxCustomer $Server A1 'O1:AABB11', 'O2:AABB12'
    Add-SandboxCustomer $Server A2 'O3:AABB13'
}
