@{
    RootModule           = 'ParkUp.PowerShell.dll'
    # The version is that of Directory.Build.props: the build puts it here.
    ModuleVersion        = '0.0.0'
    GUID                 = '5d0b7f0c-6a2e-4f5b-9a55-3d7f1c0b8e21'
    Author               = 'The ParkUp.PowerShell authors'
    CompanyName          = 'The ParkUp.PowerShell authors'
    Copyright            = '(c) The ParkUp.PowerShell authors. MIT licence.'
    Description          = 'Creates ParkUp customers, and adds, lists and revokes their parking tags, from rosters and scheduled tasks. Every row has a result.'
    CompatiblePSEditions = @('Core')
    PowerShellVersion    = '7.4'
    TypesToProcess       = @('ParkUp.PowerShell.Types.ps1xml')
    FormatsToProcess     = @('ParkUp.PowerShell.Format.ps1xml')
    CmdletsToExport      = @(
        'Add-ParkUpTag',
        'Compare-ParkUpRoster',
        'Connect-ParkUp',
        'Disconnect-ParkUp',
        'Get-ParkUpConnection',
        'Get-ParkUpTag',
        'Import-ParkUpRoster',
        'Invoke-ParkUpPlan',
        'New-ParkUpCustomer',
        'Revoke-ParkUpTag',
        'Set-ParkUpTag',
        'Test-ParkUpConnection'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags = @('ParkUp', 'Parking', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            # The build adds Prerelease, LicenseUri, ProjectUri, IconUri and ReleaseNotes, as far as it knows them.
        }
    }
}
