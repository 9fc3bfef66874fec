# The staged module as a user finds it: manifest, help, tables.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
    Import-Module (Get-StagedModule) -Force
    $script:Cmdlets = (Get-Command -Module ParkUp.PowerShell).Name
}

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
    Import-Module (Get-StagedModule) -Force
}

Describe 'The module' {
    It 'has a manifest that pwsh finds no fault with' {
        (Test-ModuleManifest (Get-StagedModule)).ExportedCmdlets.Count | Should -Be 12
    }

    It 'explains <_> with a synopsis, a description and examples' -ForEach $Cmdlets {
        $help = Get-Help $_ -Full
        $help.Synopsis | Should -Not -Match '^\s*\w+-ParkUp\w* \['
        ($help.description | Out-String).Trim() | Should -Not -BeNullOrEmpty
        $help.examples.example | Should -Not -BeNullOrEmpty
    }

    It 'has an about topic' {
        Get-Help about_ParkUp | Out-String | Should -Match 'input rows and results'
    }
}

Describe 'The lines of the README' {
    It 'copy the module to where pwsh finds it, though that folder is not there yet' {
        $line = (Get-Content "$(Get-RepositoryRoot)/README.md") -match '^Copy-Item \./artifacts/ParkUp\.PowerShell '
        $line | Should -HaveCount 1
        $modules = Join-Path $TestDrive 'not/there/yet'
        $line = $line[0].Replace('./artifacts/ParkUp.PowerShell', "'$(Get-ModuleFolder)'")
        $file = Join-Path $TestDrive 'copy.ps1'
        Set-Content $file "`$env:PSModulePath = '$modules$([IO.Path]::PathSeparator)' + `$env:PSModulePath`n$line`nConnect-ParkUp -Sandbox`n(Get-Module ParkUp.PowerShell).Path"
        $run = Wait-Pwsh (Start-Pwsh '-File', $file)
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() | Should -BeLike (Join-Path $modules 'ParkUp.PowerShell*ParkUp.PowerShell.dll')
    }
}

Describe 'What is shown' {
    BeforeEach { Connect-ParkUp -Sandbox }
    AfterEach { $null = Disconnect-ParkUp }

    It 'is a table of RefId, Code, Plate, Outcome and Detail for results' {
        $table = (Add-ParkUpTag -RefId nobody -Code O1 -Plate AABB11 -ErrorAction SilentlyContinue | Out-String -Width 120) -replace '\e\[[\d;]*m'
        $table | Should -Match 'RefId\s+.*Code\s+.*Plate\s+.*Outcome\s+.*Detail'
        $table | Should -Match 'nobody\s+O1\s+AABB11'
    }

    It 'is a table for customers, tags, connections and tests as well' {
        $customer = New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Code O1 -Plate AABB11
        $customer | Out-String | Should -Match 'RefId.*CustomerId.*Tags.*Outcome'
        Get-ParkUpTag A1 | Out-String | Should -Match 'RefId.*Code.*Plate.*Id'
        Get-ParkUpConnection | Out-String | Should -Match 'BaseUri.*IsSandbox.*ConnectedAt'
        Test-ParkUpConnection | Out-String | Should -Match 'Reachable.*Authenticated.*LatencyMs.*Detail'
    }

    It 'stands out where a row failed, and only there' {
        $before = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'Ansi'
        try {
            $null = New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111
            Add-ParkUpTag -RefId A1 -Code O1 -Plate AABB11 | Out-String | Should -Not -Match ([regex]::Escape($PSStyle.Formatting.Error))
            Add-ParkUpTag -RefId nobody -Code O1 -Plate AABB11 -ErrorAction SilentlyContinue | Out-String | Should -Match ([regex]::Escape($PSStyle.Formatting.Error + 'Rejected'))
        }
        finally { $PSStyle.OutputRendering = $before }
    }

    It 'never has the token in it, whatever it is turned into' {
        $server = Start-SandboxServer
        try {
            $connection = Connect-ParkUp -Token $server.Token -BaseUri $server.BaseUri -PassThru
            $shown = ($connection | ConvertTo-Json -Depth 4), ($connection | Format-List * -Force | Out-String), "$connection", ($connection | ConvertTo-Csv)
            $shown -join "`n" | Should -Not -Match 'pester-token'
        }
        finally { Stop-SandboxServer $server }
    }
}
