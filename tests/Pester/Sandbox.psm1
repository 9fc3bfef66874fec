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

# The pwsh that the tests run in, to start another: its own program, unless PARKUP_PWSH names it (a dotnet tool is a
# front, and the program is dotnet).
function Get-Pwsh {
    $program = if ($env:PARKUP_PWSH) { $env:PARKUP_PWSH } else { (Get-Process -Id $PID).Path }
    if ((Split-Path $program -LeafBase) -ne 'pwsh') { throw "$program is no pwsh: set PARKUP_PWSH to the one that is to be tested." }
    $program
}

# The package that is tested: the one that the build made, unless PARKUP_PACKAGE names another.
function Get-Package {
    if ($env:PARKUP_PACKAGE) { return Get-Item -LiteralPath $env:PARKUP_PACKAGE }
    $package = Get-ChildItem "$Root/artifacts/packages/ParkUp.PowerShell.*.nupkg" | Sort-Object LastWriteTime | Select-Object -Last 1
    if (-not $package) { throw 'There is no package: run ./build.ps1 -Task Package first.' }
    $package
}

# Installs a package into a folder of modules: with pwsh's own installer, from a folder that stands in for the gallery,
# or as that would lay it out, where pwsh comes without it.
function Install-Package([System.IO.FileInfo] $Package, [string] $Modules) {
    if (Get-Command Save-PSResource -ErrorAction Ignore) {
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
    else {
        $null = $Package.Name -match '^ParkUp\.PowerShell\.(?<version>\d+\.\d+\.\d+)'
        $folder = Join-Path $Modules "ParkUp.PowerShell/$($Matches.version)"
        [System.IO.Compression.ZipFile]::ExtractToDirectory($Package.FullName, $folder)
        Remove-Item -LiteralPath "$folder/_rels", "$folder/package", "$folder/ParkUp.PowerShell.nuspec", "$folder/[Content_Types].xml" -Recurse -Force
    }
}

function Get-RepositoryRoot { "$Root" }

# Starts a server, waits for the line that names its address, and gives back what a test needs of it.
function Start-SandboxServer {
    param([string[]] $Fault = @(), [int] $Latency = 0)

    $program = Get-ChildItem "$Root/tests/ParkUp.Sandbox.Server/bin/*/net10.0/ParkUp.Sandbox.Server.dll" |
        Sort-Object LastWriteTime | Select-Object -Last 1
    if (-not $program) { throw 'The sandbox server is not built: run dotnet build first.' }

    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
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
    $line = $process.StandardOutput.ReadLine()
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

# What the server received, in order.
function Get-SandboxLog([object] $Server) {
    # Assigned first: Invoke-RestMethod hands an array on as one object.
    $entries = Invoke-RestMethod "$($Server.BaseUri)__sandbox/log"
    $entries
}

# The customers that it holds, with all their tags.
function Get-SandboxState([object] $Server) {
    $state = Invoke-RestMethod "$($Server.BaseUri)__sandbox/state"
    $state
}

# Runs a script in a pwsh of its own, as a scheduled task does.
function Invoke-Unattended([string] $Script, [hashtable] $Environment = @{}) {
    $file = Join-Path ([System.IO.Path]::GetTempPath()) "parkup-$([guid]::NewGuid()).ps1"
    Set-Content -LiteralPath $file -Value "Import-Module '$(Get-StagedModule)'`n$Script"
    $start = [System.Diagnostics.ProcessStartInfo]::new((Get-Pwsh))
    foreach ($word in @('-NoProfile', '-NonInteractive', '-File', $file)) { $start.ArgumentList.Add($word) }
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
    try {
        $process = [System.Diagnostics.Process]::Start($start)
        $errors = $process.StandardError.ReadToEndAsync()
        $output = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        [pscustomobject]@{ ExitCode = $process.ExitCode; Output = $output; Errors = $errors.Result }
    }
    finally {
        Remove-Item -LiteralPath $file
    }
}

Export-ModuleMember -Function *
