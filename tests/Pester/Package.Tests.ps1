# The package as it is installed, found by its name.

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
    $script:Modules = (New-Item -ItemType Directory (Join-Path $TestDrive 'modules')).FullName
    Install-Package (Get-Package) $Modules
    $script:Installed = Get-ChildItem "$Modules/ParkUp.PowerShell/*/ParkUp.PowerShell.psd1"

    # Runs a script in a pwsh that finds the installed module, by name alone.
    function Invoke-Installed([string] $Script) {
        $run = Wait-Pwsh (Start-Pwsh '-Command', "`$env:PSModulePath = '$Modules' + [IO.Path]::PathSeparator + (Join-Path `$PSHOME Modules); $Script")
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() -split '\r?\n'
    }
}

Describe 'The package' {
    It 'is laid out by name and version, with a manifest that pwsh finds no fault with' {
        $Installed | Should -HaveCount 1
        $manifest = Test-ModuleManifest $Installed.FullName
        $manifest.ExportedCmdlets.Count | Should -Be 12
        "$($manifest.Version)" | Should -Be $Installed.Directory.Name
        $label = if ($manifest.PrivateData.PSData.Prerelease) { "-$($manifest.PrivateData.PSData.Prerelease)" }
        (Get-Package).Name | Should -Be "ParkUp.PowerShell.$($manifest.Version)$label.nupkg"
    }

    It 'leaves nothing in the module but the module' {
        # The installer adds a description of its own, for Get-InstalledPSResource.
        $files = Get-ChildItem $Installed.Directory -Recurse -File -Force | Where-Object Name -NE 'PSGetModuleInfo.xml'
        $approved = Get-Content "$(Get-RepositoryRoot)/tests/ParkUp.Package.Tests/ApprovedFiles.txt"
        $files.ForEach{ [System.IO.Path]::GetRelativePath($Installed.Directory.FullName, $_.FullName).Replace('\', '/') } | Sort-Object | Should -Be ($approved | Sort-Object)
    }

    It 'is loaded by name from where it was installed, when one of its cmdlets is called' {
        $script = 'Connect-ParkUp -Sandbox; (New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Code O1 -Plate jp-kj-21).Outcome; (Get-ParkUpTag A1).Plate; (Get-Module ParkUp.PowerShell).Version.ToString(); (Get-Module ParkUp.PowerShell).Path; [ParkUp.Client.Tag].Assembly.Location'
        $outcome, $plate, $version, $module, $client = Invoke-Installed $script
        $outcome | Should -Be 'Created'
        $plate | Should -Be 'JPKJ21'
        $version | Should -Be $Installed.Directory.Name
        # A temporary folder may be reached through a link, as on macOS.
        $module.Replace('\', '/') | Should -BeLike "*/$(Split-Path $TestDrive -Leaf)/modules/ParkUp.PowerShell/*/ParkUp.PowerShell.dll"
        (Split-Path $module) | Should -Be (Split-Path $client)
        (Get-FileHash $client).Hash | Should -Be (Get-FileHash (Join-Path $Installed.Directory 'ParkUp.Client.dll')).Hash
    }

    It 'brings its help' {
        Invoke-Installed '(Get-Help Add-ParkUpTag).Synopsis' | Should -Not -Match '^\s*Add-ParkUpTag \['
        Invoke-Installed 'Get-Help about_ParkUp' | Out-String | Should -Match 'input rows and results'
    }
}
