# Where a job's connection comes from, and whether the service answers.

<#
.SYNOPSIS
    Connects a job by the parameters of its script: Connection, TokenPath, SandboxPath or SandboxFault. Without them, the
    cmdlets use the session's connection, or PARKUP_TOKEN.
#>
function Connect-Job([object] $Job) {
    $parameters = $Job.Parameters
    $sandbox = @{}
    foreach ($name in 'SandboxPath', 'SandboxFault') { if ($parameters.ContainsKey($name)) { $sandbox[$name] = $parameters[$name] } }
    $given = @('Connection', 'TokenPath').Where({ $parameters.ContainsKey($_) }) + @($sandbox.Keys | Select-Object -First 1)
    if ($given.Count -gt 1) { throw ($Job.Text.OneConnection -f ($given -join ', -')) }
    # pwsh -File passes several faults as one text.
    if ($sandbox.ContainsKey('SandboxFault')) { $sandbox.SandboxFault = @(Split-JobText $sandbox.SandboxFault) }
    if ($sandbox.ContainsKey('SandboxPath')) { $sandbox.SandboxPath = Resolve-JobPath $Job $sandbox.SandboxPath SandboxPath }

    if ($parameters.ContainsKey('Connection')) { $Job.Service = @{ Connection = $parameters.Connection } }
    elseif ($parameters.ContainsKey('TokenPath')) { Use-JobConnection $Job @{ Token = Read-JobToken $Job $parameters.TokenPath } }
    elseif ($sandbox.Count) { Use-JobConnection $Job ($sandbox + @{ Sandbox = $true }) }
}

# The connection of the job alone. It is made in a runspace of its own, since Connect-ParkUp would replace the session's.
function Use-JobConnection([object] $Job, [hashtable] $Arguments) {
    $shell = [powershell]::Create([System.Management.Automation.RunspaceMode]::NewRunspace)
    try {
        $null = $shell.AddCommand('Import-Module').AddParameter('Name', (Get-Module -Name ParkUp.PowerShell | Select-Object -First 1).Path).AddStatement()
        $null = $shell.AddCommand('Connect-ParkUp').AddParameters($Arguments).AddParameter('PassThru')
        $connection = $shell.Invoke()
        $shell.Streams.Warning | Receive-JobStream $Job
        foreach ($fault in $shell.Streams.Error) { throw $fault }
        $Job.Service = @{ Connection = $connection[0].PSObject.BaseObject }
    }
    finally { $shell.Dispose() }
}

# The token of a file: plain text, or a SecureString that Export-Clixml wrote.
function Read-JobToken([object] $Job, [string] $Path) {
    $file = Resolve-JobPath $Job $Path TokenPath
    if (-not [System.IO.File]::Exists($file)) { throw ($Job.Text.TokenMissing -f $file) }
    if ([System.IO.Path]::GetExtension($file) -eq '.clixml') {
        # The reason of the engine names neither the file nor what to do. It may hold parts of the file, so it is left out.
        try { $token = Import-Clixml -LiteralPath $file } catch { throw ($Job.Text.TokenUnreadable -f $file) }
        if ($token -isnot [securestring]) { throw ($Job.Text.TokenUnreadable -f $file) }
        return $token
    }
    $text = [System.IO.File]::ReadAllText($file).Trim()
    if (-not $text) { throw ($Job.Text.TokenEmpty -f $file) }
    ConvertTo-SecureString $text -AsPlainText -Force
}

<#
.SYNOPSIS
    Asks the service once, so that one that is dead, or refuses the token, is said in one line before a run begins.
.DESCRIPTION
    A failure is tried again for a few seconds, since a service may just be starting. A refusal of the token is not.
#>
function Assert-JobService([object] $Job) {
    $service = $Job.Service
    $pauses = 1, 2, 4
    foreach ($pause in $pauses + 0) {
        $began = [datetime]::UtcNow
        $test = Test-ParkUpConnection @service -ErrorAction Stop *>&1 | Receive-JobStream $Job
        $Job.BaseUri = "$($test.BaseUri)"
        if ($test.Authenticated) { break }
        # The status is the same in every language. One that took long has had its chance.
        if ($test.Detail -match '\b4(0\d|1\d)\b' -or -not $pause -or ([datetime]::UtcNow - $began).TotalSeconds -gt 10) {
            throw ($Job.Text.ServiceDead -f $test.BaseUri, $test.Detail)
        }
        Start-Sleep -Seconds $pause
    }
    $connection = $service['Connection'] ?? (Get-ParkUpConnection)
    $Job.IsSandbox = [bool] ($connection -and $connection.IsSandbox)
}
