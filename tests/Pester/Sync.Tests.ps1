# examples/sync.ps1 as a scheduled task runs it: exit codes, streams, logs and reports, also of runs that go wrong.

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
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
        $process = Start-Sync $Arguments $Environment
        $errors = $process.StandardError.ReadToEndAsync()
        $output = $process.StandardOutput.ReadToEndAsync()
        if (-not $process.WaitForExit(120000)) { $process.Kill($true); throw 'It did not end.' }
        [pscustomobject]@{ ExitCode = $process.ExitCode; Output = $output.Result; Errors = $errors.Result; Lines = @($errors.Result.Trim() -split '\r?\n') }
    }

    function Get-Report([string] $End) { Get-ChildItem -LiteralPath $Folder -Filter "sync-*$End" | Sort-Object Name | Select-Object -Last 1 }
    function Get-Page { Get-Content -LiteralPath (Get-Report '.html').FullName -Raw }
    function Get-Rows([string] $End) { Import-Csv -LiteralPath (Get-Report $End).FullName -UseCulture }
    function Get-Held { @(foreach ($customer in Get-SandboxState $Server) { foreach ($tag in $customer.tags | Where-Object active) { "$($customer.refId) $($tag.code):$($tag.plate)" } }) | Sort-Object }
    function Get-Writes { @(Get-SandboxLog $Server | Where-Object path -NotLike '*/tag/list') }
}

Describe 'Two months of sync.ps1' {
    BeforeAll { Start-Service }
    AfterAll { Stop-SandboxServer $Server }

    It 'ends with 3 under -PlanOnly, and sends list calls only' {
        Set-Roster (1..9 | ForEach-Object { "A$_ O$($_):AABB1$_" })
        $run = Invoke-Sync '-Path', 'hr.csv', '-StatePath', 'hr.state.csv', '-PlanOnly'
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 3
        Get-SandboxLog $Server | Should -Not -BeNullOrEmpty
        Get-Writes | Should -BeNullOrEmpty
        Get-Rows '-plan.csv' | Should -HaveCount 9
        Get-Report '-changes.csv' | Should -BeNullOrEmpty
        Get-Page | Should -Match 'A9'
    }

    It 'ends with 0 in line, with a time on each line of output and log, and no colour codes' {
        $run = Invoke-Sync
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        Get-Held | Should -HaveCount 9
        foreach ($text in $run.Output, (Get-Content -LiteralPath "$Folder/sync.log" -Raw)) {
            $text | Should -Not -Match "`e"
            foreach ($line in $text.Trim() -split '\r?\n') { $line | Should -Match '^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d  \S' }
        }
        (Get-Rows '-changes.csv').Outcome | Select-Object -Unique | Should -Be 'Created'
        (Get-Report '.html').Name -replace '\.html$', '-plan.csv' | Should -Be (Get-Report '-plan.csv').Name
    }

    It 'ends with 0 where a tag is missing within its grace period, or nobody knows of it' {
        Set-Roster (1..8 | ForEach-Object { "A$_ O$($_):AABB1$_" })
        Add-SandboxCustomer $Server B1 'V1:VISI01'
        Add-Content -LiteralPath "$Folder/hr.csv" 'B1,b@example.com,56911111111,Luis,Soto,O20,AABB20'
        $run = Invoke-Sync '-Path', 'hr.csv', '-StatePath', 'hr.state.csv', '-GracePeriod', '7.00:00:00'
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        Get-Held | Should -Contain 'A9 O9:AABB19'
        Get-Held | Should -Contain 'B1 V1:VISI01'
        @(Get-Rows '-changes.csv' | Where-Object Status -EQ 'Held').Code | Should -Be 'V1', 'O9'
    }

    It 'ends with 4 where the guard holds revocations, and applies the rest' {
        Set-Roster 'A1 O1:AABB11', 'A2 O2:AABB99'
        $run = Invoke-Sync
        $run.ExitCode | Should -Be 4
        $run.Lines | Should -HaveCount 1
        $run.Errors | Should -Match '^sync\.ps1: .*-MaximumRevocationPercent'
        Get-Held | Should -HaveCount 11
        Get-Held | Should -Contain 'A2 O2:AABB99'
    }

    It 'ends with 1 where rows are held, writes five of them to the error stream, and says where the others are' {
        Set-Content -LiteralPath "$Folder/bad.csv" (@('RefId,Email,Phone,Code,Plate', 'A1,a@example.com,56911111111,O1,AABB11') + (1..7 | ForEach-Object { "A2,a@example.com,56911111111,`"1,2E+15`",AABB3$_" }))
        $run = Invoke-Sync '-Path', 'bad.csv', '-Revoke', 'None'
        $run.ExitCode | Should -Be 1
        $run.Lines | Should -HaveCount 6
        $run.Lines[0..4] | ForEach-Object { $_ | Should -Match '^sync\.ps1: Line \d, A2: .*1,2E\+15' }
        $run.Lines[5] | Should -Match '^sync\.ps1: 2 more .*sync-.*-plan\.csv$'
        $run.Errors | Should -Not -Match "`e"
    }

    It 'speaks Spanish on a system that does, in its lines, errors and report' -Skip:$IsWindows {
        $run = Invoke-Sync '-Path', 'bad.csv', '-Revoke', 'None' ($Service + @{ LANG = 'es_CL.UTF-8'; LC_ALL = 'es_CL.UTF-8' })
        $run.ExitCode | Should -Be 1
        $run.Lines[0] | Should -Match '^sync\.ps1: Línea 3, A2: '
        $run.Lines[5] | Should -Match '^sync\.ps1: 2 más .*-plan\.csv$'
        $run.Output | Should -Match 'Inicio\. Nómina: .*bad\.csv'
        $run.Output | Should -Match 'código de salida 1'
        $run.Output | Should -Not -Match 'WARNING|Held rows|Ended'
        Get-Page | Should -Match 'lang="es'
        Get-Content -LiteralPath (Get-Report '-plan.csv').FullName -TotalCount 1 | Should -Match '^"Action";'
    }
}

Describe 'sync.ps1 in a session' {
    BeforeAll {
        Start-Service
        Set-Roster 'A1 O1:AABB11' 'hr [1].csv'
        foreach ($n in 2, 3) { Set-Content -LiteralPath "$Folder/legajos$n.csv" 'Legajo,Email,Phone,Code,Plate', "A$n,a@example.com,56911111111,O$n,AABB1$n" }
        Set-Content -LiteralPath "$Folder/token.txt" ' pester-token '
        # Ends with the exit code of each run, and what was written to the error stream.
        $script:Session = Invoke-Unattended -Environment @{ PARKUP_BASE_URI = "$($Server.BaseUri)" } @"
Set-Location -LiteralPath '$Folder'
ConvertTo-SecureString pester-token -AsPlainText -Force | Export-Clixml token.clixml
& '$Sync' './hr [1].csv' -StatePath ./state.csv -TokenPath ./token.txt -ReportFolder . 6>`$null
"brackets: `$LASTEXITCODE"
& '$Sync' 'legajos2.csv, ./legajos3*.csv' -Revoke None -TokenPath ./token.clixml -ColumnMap 'RefId=Legajo' -ReportFolder reports 6>`$null
"texts: `$LASTEXITCODE"
& '$Sync' ./legajos2.csv -Revoke None -TokenPath ./token.txt -ColumnMap @{ RefId = 'Legajo' } -ReportFolder reports 6>`$null
"map: `$LASTEXITCODE"
& '$Sync' ./reports/*.csv -Revoke None -TokenPath ./token.txt -ReportFolder reports 2>&1 6>`$null | Set-Variable faults
"own reports: `$LASTEXITCODE `$faults"
& '$Sync' ./legajos2.csv -Revoke None -TokenPath ./token.txt -ColumnMap RefId -ReportFolder reports 2>&1 6>`$null | Set-Variable faults
"bad map: `$LASTEXITCODE `$faults"
"connected: `$(Get-ParkUpConnection)"
"@
    }
    AfterAll { Stop-SandboxServer $Server }

    It 'ends the script alone, with its code in $LASTEXITCODE, and leaves no connection: <_>' -ForEach @(
        'brackets: 0', 'texts: 0', 'map: 0', 'own reports: 2 There is no roster ''\./reports/\*\.csv''.*', 'bad map: 2 The column map ''RefId'' is not.*', 'connected: '
    ) {
        $Session.Errors | Should -BeNullOrEmpty
        $Session.Output | Should -Match "(?m)^$_\r?$"
    }

    It 'took the rows of each roster, and the token of either kind of file' {
        Get-Held | Should -Be 'A1 O1:AABB11', 'A2 O2:AABB12', 'A3 O3:AABB13'
    }
}

Describe 'sync.ps1 that cannot run' {
    BeforeAll {
        Start-Service
        Set-Roster 'A1 O1:AABB11'
        Set-Content -LiteralPath "$Folder/file" 'not a folder'
        Set-Content -LiteralPath "$Folder/damaged.csv" 'no,state'
    }
    AfterAll { Stop-SandboxServer $Server }

    It 'ends with 2 and one line, and changes nothing: <Name>' -ForEach @(
        @{ Name = 'no roster'; Arguments = '-Path', 'none.csv', '-StatePath', 's.csv'; Says = 'none\.csv' }
        @{ Name = 'no state'; Arguments = '-Path', 'hr.csv'; Says = '-StatePath' }
        @{ Name = 'no token'; Arguments = '-Path', 'hr.csv', '-StatePath', 's.csv'; Says = 'PARKUP_TOKEN'; Environment = @{} }
        @{ Name = 'a token that is refused'; Arguments = '-Path', 'hr.csv', '-StatePath', 's.csv'; Says = '401'; Token = 'another' }
        @{ Name = 'no token file'; Arguments = '-Path', 'hr.csv', '-StatePath', 's.csv', '-TokenPath', 'none.txt'; Says = 'none\.txt' }
        @{ Name = 'no folder for reports'; Arguments = '-Path', 'hr.csv', '-StatePath', 's.csv', '-ReportFolder', 'file'; Says = 'file' }
        @{ Name = 'no customer in scope'; Arguments = '-Path', 'hr.csv', '-StatePath', 's.csv', '-RefId', 'Z*,Y?'; Says = 'Z\*, ?Y\?' }
        @{ Name = 'a damaged state'; Arguments = '-Path', 'hr.csv', '-StatePath', 'damaged.csv'; Says = 'damaged\.csv' }
    ) {
        $environment = $Environment ?? @{ PARKUP_TOKEN = $Token ?? 'pester-token'; PARKUP_BASE_URI = "$($Server.BaseUri)" }
        $run = Invoke-Sync $Arguments $environment
        $run.ExitCode | Should -Be 2
        $run.Lines | Should -HaveCount 1
        $run.Errors | Should -Match "^sync\.ps1: .*$Says"
        Get-Writes | Should -BeNullOrEmpty
    }

    It 'ends with 2 and one line where the module is not found' {
        $run = Invoke-Sync -Environment ($Service + @{ PSModulePath = $PSHOME })
        $run.ExitCode | Should -Be 2
        $run.Errors.Trim() | Should -Match '^[^\n]*ParkUp\.PowerShell[^\n]*$'
    }

    It 'runs where its log cannot be written' -Skip:(-not $IsLinux) {
        $reports = New-Item -ItemType Directory "$Folder/full"
        $null = New-Item -ItemType SymbolicLink -Path "$reports/sync.log" -Target /dev/full
        $run = Invoke-Sync '-Path', 'hr.csv', '-StatePath', 'full.csv', '-ReportFolder', 'full', '-PlanOnly'
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 3
    }
}

Describe 'sync.ps1 and a service that is dead' {
    It 'says so in one line, within seconds, also of a roster with 5,000 customers' {
        Start-Service
        Stop-SandboxServer $Server
        Set-Roster (1..5000 | ForEach-Object { "A$_ O$($_):AABB$_" })
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $run = Invoke-Sync
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 60
        $run.ExitCode | Should -Be 2
        $run.Lines | Should -HaveCount 1
        $run.Errors | Should -Match '^sync\.ps1: .*127\.0\.0\.1'
        Get-Page | Should -Match '127\.0\.0\.1'
    }

    It 'says so in few lines where it dies <Name>' -ForEach @(
        @{ Name = 'while it is compared'; Answers = 10; Lines = 1; Changes = 0 }
        # The eight requests that were in flight have a line of their own.
        @{ Name = 'while it is written to'; Answers = 45; Lines = 10; Changes = 40 }
    ) {
        Start-Service
        Stop-SandboxServer $Server
        Set-Roster (1..40 | ForEach-Object { "A$_ O$($_):AABB$_" })
        $port = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $port.Start(); $number = $port.LocalEndpoint.Port; $port.Stop()
        $listener = [System.Net.HttpListener]::new()
        $listener.Prefixes.Add("http://127.0.0.1:$number/")
        $listener.Start()
        # It answers some lists, and then asks for a pause of ten minutes.
        $dying = Start-ThreadJob {
            $answers = $using:Answers
            for ($n = 0; ; $n++) {
                $context = ($using:listener).GetContext()
                $context.Request.InputStream.CopyTo([System.IO.Stream]::Null)
                if ($n -ge $answers) { $context.Response.StatusCode = 503; $context.Response.AddHeader('Retry-After', '600') }
                $context.Response.ContentType = 'application/json'
                $context.Response.Close([System.Text.Encoding]::UTF8.GetBytes($n -lt $answers ? '[]' : '{"message":"resting"}'), $true)
            }
        }
        try {
            $run = Invoke-Sync -Environment ($Service + @{} | ForEach-Object { $_.PARKUP_BASE_URI = "http://127.0.0.1:$number"; $_ })
        }
        finally { $listener.Stop(); $dying | Stop-Job -PassThru | Remove-Job }
        $run.ExitCode | Should -Be 2
        $run.Lines.Count | Should -BeLessOrEqual $Lines
        $run.Errors | Should -Match '^sync\.ps1: .*503'
        @(if (Get-Report '-changes.csv') { Get-Rows '-changes.csv' | Where-Object Outcome -In 'Failed', 'Unknown' }) | Should -HaveCount $Changes
        Get-Page | Should -Match 'could not be'
    }
}

Describe 'sync.ps1 that is disturbed' {
    BeforeEach {
        Start-Service -Latency 60
        $script:Wanted = 0..39 | ForEach-Object { "A$_ O$($_):AABB$_" } | Sort-Object
        Set-Roster $Wanted
    }
    AfterEach { Stop-SandboxServer $Server }

    It 'leaves what is known after it was killed <Name>, and ends in line the next time' -ForEach @(
        @{ Name = 'while it compared'; Requests = 12; Plan = 0 }
        @{ Name = 'while it wrote'; Requests = 60; Plan = 40 }
    ) {
        $process = Start-Sync '-Path', 'hr.csv', '-StatePath', 'hr.state.csv'
        try { $null = Get-SandboxLog $Server -Reached $Requests; $process.HasExited | Should -BeFalse -Because 'it is to be killed in the middle' }
        finally { $process.Kill(); $process.WaitForExit() }

        Get-Page | Should -Match 'not ended'
        @(if (Get-Report '-plan.csv') { Get-Rows '-plan.csv' }) | Should -HaveCount $Plan
        $run = Invoke-Sync
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        Get-Held | Should -Be $Wanted
        (Invoke-Sync '-Path', 'hr.csv', '-StatePath', 'hr.state.csv', '-PlanOnly').ExitCode | Should -Be 0
    }

    It 'ends with 2 after Ctrl+C, and its report and log say so' -Skip:$IsWindows {
        $process = Start-Sync '-Path', 'hr.csv', '-StatePath', 'hr.state.csv'
        try {
            # Until the first results are in the file, and long before the last.
            $null = Get-SandboxLog $Server -Reached 50
            foreach ($attempt in 1..200) { if ((Get-Report '-changes.csv')?.Length -gt 500) { break } else { Start-Sleep -Milliseconds 20 } }
        }
        catch { $process.Kill(); throw }
        $process.HasExited | Should -BeFalse -Because 'it is to be interrupted in the middle'
        & kill -INT $process.Id
        $run = Wait-Pwsh $process
        $run.ExitCode | Should -Be 2
        Get-Page | Should -Match 'interrupted'
        Get-Page | Should -Not -Match 'not ended'
        Get-Content -LiteralPath "$Folder/sync.log" | Select-Object -Last 1 | Should -Match 'interrupted'
        (Get-Rows '-changes.csv').Outcome | Should -Contain 'Created'
    }

    It 'ends with 2 beside another run, and changes nothing' {
        $held = [System.IO.File]::Open("$Folder/hr.state.csv.lock", 'OpenOrCreate', 'ReadWrite', 'None')
        try { $run = Invoke-Sync } finally { $held.Dispose() }
        $run.ExitCode | Should -Be 2
        $run.Lines | Should -HaveCount 1
        $run.Errors | Should -Match '^sync\.ps1: .*hr\.state\.csv'
        Get-Writes | Should -BeNullOrEmpty
        Get-Page | Should -Match 'hr\.state\.csv'
    }
}

Describe 'The texts of the scripts' {
    It 'are there in English and in Spanish, with the same places for values: <_>' -ForEach 'ParkUpJob.psd1', 'Report.psd1' {
        $folder = Join-Path (Get-RepositoryRoot) 'examples/ParkUpJob'
        $english = Import-PowerShellDataFile -LiteralPath "$folder/en-US/$_"
        $spanish = Import-PowerShellDataFile -LiteralPath "$folder/es/$_"
        $english.Count | Should -BeGreaterThan 10
        $spanish.Keys | Sort-Object | Should -Be ($english.Keys | Sort-Object)
        foreach ($key in $english.Keys) {
            $places = foreach ($text in $english[$key], $spanish[$key]) { ([regex]::Matches($text, '\{\d') | ForEach-Object Value | Sort-Object -Unique) -join ' ' }
            $places[1] | Should -BeExactly $places[0] -Because $key
        }
    }

    It 'are all used, and all that are used are there' {
        $examples = Join-Path (Get-RepositoryRoot) 'examples'
        $code = (Get-ChildItem "$examples/*.ps1", "$examples/ParkUpJob/*.ps1" | Get-Content -Raw) -join "`n"
        $keys = (Import-PowerShellDataFile -LiteralPath "$examples/ParkUpJob/en-US/ParkUpJob.psd1").Keys
        foreach ($key in $keys -notmatch 'Exit\d') { $code | Should -MatchExactly "[tT]ext\.$key\b" }
    }
}
