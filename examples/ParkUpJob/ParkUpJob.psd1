@{
    RootModule           = 'ParkUpJob.psm1'
    ModuleVersion        = '1.0.0'
    GUID                 = '6b1f4e0a-52c7-4b0e-9d5e-1f0f6a7c3d21'
    Author               = 'ParkUp.PowerShell contributors'
    Description          = 'What the scripts beside this folder share: log, errors, connection, reports, exit codes. Copy the folder with them.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = 'Core'
    FunctionsToExport    = @(
        'Invoke-Job', 'Invoke-JobEnd', 'Add-JobLogLine', 'Write-JobLog', 'Write-JobFailure', 'Receive-JobStream', 'Complete-JobFailure', 'Complete-Job'
        'Open-JobReport', 'Split-JobText', 'Connect-Job', 'Assert-JobService', 'Find-JobRoster', 'ConvertTo-JobColumnMap', 'Import-JobRoster'
        'Export-JobCsv', 'New-JobReport', 'Read-JobPeople'
        'New-SyncRun', 'Publish-SyncRun', 'Get-SyncComparison', 'Read-SyncPlan', 'Invoke-SyncPlan', 'Measure-SyncRun', 'Get-SyncExitCode', 'Complete-SyncRun'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
