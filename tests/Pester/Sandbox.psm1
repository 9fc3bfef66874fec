# The Kestrel sandbox in a process of its own, and the staged module, for the Pester scripts.

# Whoever runs the tests may well have a token of their own in the environment.
Remove-Item Env:PARKUP_TOKEN, Env:PARKUP_BASE_URI -ErrorAction Ignore

# They read English texts, whatever the machine speaks; those about other languages say so themselves.
$env:LC_ALL = 'en_US.UTF-8'
[cultureinfo]::CurrentUICulture = [cultureinfo]::DefaultThreadCurrentUICulture = 'en-US'

$Root = Resolve-Path "$PSScriptRoot/../.."

# The manifest of the module that is tested: the staged one, unless PARKUP_MODULE names another.
function Get-StagedModule {
    if ($env:PARKUP_MODULE) { "$(Resolve-Path -LiteralPath $env:PARKUP_MODULE)" }
    else { Join-Path $Root 'artifacts/ParkUp.PowerShell/ParkUp.PowerShell.psd1' }
}

# Its folder ParkUp.PowerShell; an installed module lies in one of its version within.
function Get-ModuleFolder {
    $folder = Split-Path (Get-StagedModule)
    if ((Split-Path $folder -Leaf) -eq 'ParkUp.PowerShell') { $folder } else { Split-Path $folder }
}

# The PSModulePath of a process that is to find it by name.
function Get-ModulePath { (Split-Path (Get-ModuleFolder)) + [System.IO.Path]::PathSeparator + $env:PSModulePath }

# The command line that starts another pwsh like the one that the tests run in. A dotnet tool's process is dotnet, with
# pwsh.dll as its first argument: its launcher is not used, since a signal to it does not reach pwsh.
function Get-Pwsh {
    $process = [Environment]::ProcessPath
    if ((Split-Path $process -LeafBase) -eq 'dotnet') { $process, (Join-Path $PSHOME 'pwsh.dll') } else { , $process }
}

# Whether env can give a process back its Ctrl+C, which a shell takes from what it runs in the background. It becomes
# that process, so that its id is that of pwsh.
function Test-DefaultSignal {
    if ($IsLinux) { & env --default-signal=INT true 2>$null }
    $IsLinux -and $LASTEXITCODE -eq 0
}

# Starts a pwsh of its own, as a scheduled task does. The process is pwsh itself, to be waited for, interrupted or killed.
function Start-Pwsh([string[]] $Arguments, [hashtable] $Environment = @{}, [string] $WorkingDirectory = '') {
    $words = @(Get-Pwsh) + '-NoProfile' + '-NonInteractive' + $Arguments
    if (Test-DefaultSignal) { $words = @('env', '--default-signal=INT') + $words }
    $start = [System.Diagnostics.ProcessStartInfo]::new($words[0])
    foreach ($word in $words | Select-Object -Skip 1) { if ($word) { $start.ArgumentList.Add($word) } }
    $start.WorkingDirectory = $WorkingDirectory
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
    [System.Diagnostics.Process]::Start($start)
}

# Waits for its end: the exit code, and what it wrote, without colours. It fails, and ends the process, after five minutes.
function Wait-Pwsh([System.Diagnostics.Process] $Process, [switch] $KeepsColours) {
    $output = $Process.StandardOutput.ReadToEndAsync()
    $errors = $Process.StandardError.ReadToEndAsync()
    $hasEnded = $Process.WaitForExit(300000)
    if (-not $hasEnded) { $Process.Kill($true) }

    # They end with all that it started, which may outlive it.
    $null = [System.Threading.Tasks.Task]::WaitAll([System.Threading.Tasks.Task[]] ($output, $errors), 60000)
    $said = foreach ($text in $output, $errors) { $text.IsCompleted ? $text.Result : '(something that it started holds this stream open)' }
    if (-not $hasEnded) { throw "The process did not end. It wrote: $said" }
    if (-not ($output.IsCompleted -and $errors.IsCompleted)) { throw "The process ended, and something that it started holds its output open. It wrote: $said" }
    if (-not $KeepsColours) { $said = $said -replace '\e\[[\d;]*m' }
    [pscustomobject]@{ ExitCode = $Process.ExitCode; Output = $said[0]; Errors = $said[1] }
}

# The next line of a process. It fails, and ends the process, after a minute.
function Read-Line([System.Diagnostics.Process] $Process) {
    $line = $Process.StandardOutput.ReadLineAsync()
    if (-not $line.Wait(60000)) {
        $Process.Kill($true)
        throw 'The process wrote no line within a minute.'
    }
    $line.Result
}

# Starts a script in a pwsh of its own, and kills it once so many requests were answered and more are on their way.
function Stop-AfterRequests([string] $Script, [hashtable] $Environment, [object] $Server, [int] $Requests) {
    $file = New-ScriptFile $Script
    $sent = @(Get-SandboxLog $Server).Count
    Set-SandboxLimit $Server "silentAfter=$Requests"
    $process = Start-Pwsh '-File', $file $Environment
    try { Stop-InSilence $process $Server ($sent + $Requests) }
    finally { Remove-Item -LiteralPath $file }
}

# Kills a process that waits for a silent server, which has been sent so many requests and more. It then answers again.
function Stop-InSilence([System.Diagnostics.Process] $Process, [object] $Server, [int] $Requests) {
    try {
        $null = Get-SandboxLog $Server -Reached ($Requests + 1)
        $Process.HasExited | Should -BeFalse -Because 'it is to be killed in the middle'
    }
    finally {
        $Process.Kill()
        $Process.WaitForExit()
    }

    # What was on its way arrives before the silence ends.
    foreach ($look in 1..20) {
        $sent = @(Get-SandboxLog $Server).Count
        Start-Sleep -Milliseconds 200
        if (@(Get-SandboxLog $Server).Count -eq $sent) { break }
    }
    Set-SandboxLimit $Server
}

# The package that is tested: the one that the build made, unless PARKUP_PACKAGE names another.
function Get-Package {
    if ($env:PARKUP_PACKAGE) { return Get-Item -LiteralPath $env:PARKUP_PACKAGE }
    $package = Get-ChildItem "$Root/artifacts/packages/ParkUp.PowerShell.*.nupkg" | Sort-Object LastWriteTime | Select-Object -Last 1
    if (-not $package) { throw 'There is no package: run ./build.ps1 -Task Package first.' }
    $package
}

# Installs a package into a folder of modules, from a folder that stands in for the gallery.
function Install-Package([System.IO.FileInfo] $Package, [string] $Modules) {
    $gallery = "parkup-$([guid]::NewGuid())"
    $feed = New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) $gallery)
    try {
        Copy-Item -LiteralPath $Package.FullName -Destination $feed.FullName
        Register-PSResourceRepository -Name $gallery -Uri $feed.FullName -Trusted
        Save-PSResource -Name ParkUp.PowerShell -Prerelease -Repository $gallery -Path $Modules -ErrorAction Stop
    }
    finally {
        Unregister-PSResourceRepository -Name $gallery -ErrorAction Ignore
        Remove-Item -LiteralPath $feed.FullName -Recurse
    }
}

# The dotnet that runs the tests, where it does; else the one on PATH.
function Get-Dotnet {
    $process = [Environment]::ProcessPath
    if ((Split-Path $process -LeafBase) -eq 'dotnet') { $process } else { 'dotnet' }
}

function Get-RepositoryRoot { "$Root" }

# Starts a server, waits for the line that names its address, and gives back what a test needs of it.
function Start-SandboxServer {
    param([string[]] $Fault = @(), [int] $Latency = 0)

    $program = Get-ChildItem "$Root/tests/ParkUp.Sandbox.Server/bin/*/net10.0/ParkUp.Sandbox.Server.dll" |
        Sort-Object LastWriteTime | Select-Object -Last 1
    if (-not $program) { throw 'The sandbox server is not built: run dotnet build first.' }

    $start = [System.Diagnostics.ProcessStartInfo]::new((Get-Dotnet))
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    foreach ($word in @($program.FullName, '--port', '0', '--token', 'pester-token', '--latency', "$Latency", '--exit-with-stdin')) {
        $start.ArgumentList.Add($word)
    }

    foreach ($text in $Fault) {
        $start.ArgumentList.Add('--fault')
        $start.ArgumentList.Add($text)
    }

    $process = [System.Diagnostics.Process]::Start($start)
    $line = Read-Line $process
    if ($line -notmatch '^Listening on (?<address>http://\S+)$') { throw "The sandbox server said '$line'." }

    [pscustomobject]@{
        Process = $process
        BaseUri = [uri] $Matches.address
        Token   = ConvertTo-SecureString 'pester-token' -AsPlainText -Force
    }
}

function Stop-SandboxServer([object] $Server) {
    $Server.Process.StandardInput.Close()
    if (-not $Server.Process.WaitForExit(10000)) { $Server.Process.Kill() }
}

# Gives the service a customer with tags, given as CODE:PLATE: by a request of its own, without the module.
function Add-SandboxCustomer([object] $Server, [string] $RefId, [string[]] $Tag = @()) {
    $body = @{
        refId = $RefId; email = "$RefId@example.com"; phone = '56911111111'; isUnlimited = $false
        tags  = @($Tag | ForEach-Object { $code, $plate = $_ -split ':'; @{ code = $code; plate = $plate } })
    }
    $null = Invoke-RestMethod "$($Server.BaseUri)api/v3/business/customer/add" -Method Post -Authentication Bearer -Token $Server.Token `
        -AllowUnencryptedAuthentication -ContentType application/json -Body (ConvertTo-Json $body -Depth 3)
}

# Gives the server limits, in place of those that it had: silentAfter=60, for example. Without any, it answers everything.
function Set-SandboxLimit([object] $Server, [string] $Limits = '') {
    $null = Invoke-RestMethod "$($Server.BaseUri)__sandbox/limits?$Limits" -Method Put -TimeoutSec 60
}

# What the server received, in order; with -Reached, once it has received so many requests. It fails after 60 s.
function Get-SandboxLog([object] $Server, [int] $Reached = 0) {
    # Assigned first: Invoke-RestMethod hands an array on as one object.
    $entries = Invoke-RestMethod "$($Server.BaseUri)__sandbox/log?reached=$Reached" -TimeoutSec 60
    $entries
}

# The customers that it holds, with all their tags.
function Get-SandboxState([object] $Server) {
    $state = Invoke-RestMethod "$($Server.BaseUri)__sandbox/state" -TimeoutSec 60
    $state
}

# A script file that imports the module that is tested.
function New-ScriptFile([string] $Script) {
    $file = Join-Path ([System.IO.Path]::GetTempPath()) "parkup-$([guid]::NewGuid()).ps1"
    Set-Content -LiteralPath $file -Value "Import-Module '$(Get-StagedModule)'`n$Script"
    $file
}

# Runs a script in a pwsh of its own to its end.
function Invoke-Unattended([string] $Script, [hashtable] $Environment = @{}) {
    $file = New-ScriptFile $Script
    try { Wait-Pwsh (Start-Pwsh '-File', $file $Environment) }
    finally { Remove-Item -LiteralPath $file }
}

Export-ModuleMember -Function *
