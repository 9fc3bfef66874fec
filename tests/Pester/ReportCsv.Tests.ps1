# The CSV files of a run, that a spreadsheet opens and the module reads back, and the names that later runs take from them.

BeforeAll { . "$PSScriptRoot/ReportSteps.ps1" }

AfterAll { Remove-Item -LiteralPath $Folder -Recurse }

Describe 'The CSV of a run' {
    AfterEach { [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture = $Cultures }

    It 'has the separator of <Culture>, a byte order mark and Windows line ends' -ForEach @(
        @{ Culture = 'es-CL'; Separator = ';' }, @{ Culture = 'en-US'; Separator = ',' }
    ) {
        [cultureinfo]::CurrentCulture = $Culture
        [pscustomobject]@{ A = 'x'; B = 1.5; C = $true } | Export-JobCsv -Path "$Folder/a.csv"
        $bytes = [System.IO.File]::ReadAllBytes("$Folder/a.csv")
        $bytes[0..2] | Should -Be 0xEF, 0xBB, 0xBF
        [System.Text.Encoding]::UTF8.GetString($bytes, 3, $bytes.Length - 3) |
            Should -BeExactly "`"A`"$Separator`"B`"$Separator`"C`"`r`n`"x`"$Separator`"=`"`"1.5`"`"`"$Separator`"True`"`r`n"
    }

    It 'protects <_> from a spreadsheet' -ForEach @(
        '00123', '1234567890123456', '202612311234', '12E45', '1E5', '1-2', '1/2', '05-06', '2026-01-31', '2026-11-26T03:00:00Z', '21-mar', 'MAR-21',
        'DEC1', '8 de mayo', '10:30', '5 pm', '1,5', '1.234', '10%', '$100', '+56911111111', '=A1+1', '-1', '@SUM(A1)', '#N/A', 'TRUE', 'Falso', "`tx", ' 0012', '＝A1'
    ) {
        [pscustomobject]@{ A = $_ } | Export-JobCsv -Path "$Folder/a.csv"
        (Import-Csv -UseCulture "$Folder/a.csv").A | Should -BeExactly "=`"$_`""
    }

    It 'protects a text that is longer than Excel takes in a formula with an apostrophe, and reads it back as a name' {
        $text = '=' + 'x' * 260
        New-Step AddTag Ready @{ Name = $text; Reason = '-' * 255 } | Export-JobCsv -Path "$Folder/sync-long-plan.csv" -Column @{ State = 's' }
        $row = Import-Csv -UseCulture "$Folder/sync-long-plan.csv"
        $row.Name | Should -BeExactly "'$text"
        $row.Reason | Should -BeExactly "=`"$('-' * 255)`""
        (Read-JobPeople -ReportFolder $Folder -BaseUri 'https://api.example/' -State s)['A1'].Name | Should -BeExactly $text
    }

    It 'is for its owner only' -Skip:$IsWindows {
        New-Step AddTag | Export-JobCsv -Path "$Folder/private.csv"
        New-JobReport -Path "$Folder/private.html" -Plan @() -Run (New-Run)
        foreach ($file in 'private.csv', 'private.html') { (Get-Item "$Folder/$file").UnixMode | Should -Be '-rw-------' }
    }

    It 'leaves <_> as it is' -ForEach 'O202020', '20202020', '56911111111', 'BBCC12', '0', 'Mario', 'Marta Abril', 'ana@example.com', '12345678-K', 'https://api.example/', 'Julia' {
        [pscustomobject]@{ A = $_ } | Export-JobCsv -Path "$Folder/a.csv"
        (Import-Csv -UseCulture "$Folder/a.csv").A | Should -BeExactly $_
    }

    It 'has each row on disk when the next comes, and no file without rows' {
        $sizes = [System.Collections.Generic.List[long]]::new()
        1..3 | ForEach-Object { $sizes.Add((Get-Item "$Folder/b.csv").Length); [pscustomobject]@{ A = $_ } } | Export-JobCsv -Path "$Folder/b.csv"
        # Three bytes of the mark; the header and a row; another row.
        $sizes | Should -Be 3, 13, 18
        @() | Export-JobCsv -Path "$Folder/c.csv"
        "$Folder/c.csv" | Should -Not -Exist
    }

    It 'keeps the columns of other rows than steps in their order' {
        [pscustomobject]@{ Detail = 'x'; Action = 'Add'; RefId = 'A1' } | Export-JobCsv -Path "$Folder/a.csv"
        (Import-Csv -UseCulture "$Folder/a.csv").PSObject.Properties.Name | Should -Be Detail, Action, RefId
    }

    It 'says in one line why a file cannot be written' {
        { [pscustomobject]@{ A = 1 } | Export-JobCsv -Path "$Folder/none/a.csv" } | Should -Throw -ExceptionType ([System.IO.DirectoryNotFoundException])
    }

    It 'has what people look for first, with the names of those who left' {
        $people = [System.Collections.Generic.Dictionary[string, object]]::new()
        $people['L1'] = [pscustomobject]@{ Name = 'Luis'; LastName = 'Paz'; Email = 'luis@example.com' }
        (New-Month)[0] | Export-JobCsv -Path "$Folder/a.csv" -Person $people
        $rows = @(Import-Csv -UseCulture "$Folder/a.csv")
        @($rows[0].PSObject.Properties.Name)[0..10] -join ' ' | Should -Be 'Action Status RefId Name LastName Email Code Plate PreviousPlate FromRefId Reason'
        $rows.Where({ $_.RefId -eq 'L1' }).Email | Should -Be 'luis@example.com'
    }

    It 'is read back by Import-ParkUpRoster and Invoke-ParkUpPlan in <_>, whatever the values' -ForEach 'es-CL', 'en-US' {
        [cultureinfo]::CurrentCulture = $_
        $connection = Connect-ParkUp -Sandbox -PassThru
        # Codes, plates, RefIds and names that a spreadsheet would change.
        $codes = '00123', '12E45', '1234567890123456', '=X', '+5', '-7A', '@9', '1234567890.0'
        $row = { param($code, $ref, $plate) [pscustomobject]@{ RefId = $ref; Email = '+a@example.com'; Phone = '+56911111111'; Name = '-Ana'; LastName = '@Soto'; IsUnlimited = $true; Code = $code; Plate = $plate } }
        $wanted = @(& $row '00123' '007' '0012' ; & $row '12E45' '1-2' '12E4'; & $row '1234567890123456' '1234567890123' 'DEC12'; & $row '+5' '+1A' 'JUN123'; & $row '-7A' '@x' '123456')
        $wanted | Export-JobCsv -Path "$Folder/hr.csv"
        (Get-Content -Raw "$Folder/hr.csv") | Should -Match '=""00123""'
        $read = @(Import-ParkUpRoster "$Folder/hr.csv" -ErrorAction Stop)
        foreach ($name in 'RefId', 'Email', 'Phone', 'Name', 'LastName', 'Code', 'Plate', 'IsUnlimited') { $read.$name | Should -BeExactly $wanted.$name }

        Compare-ParkUpRoster "$Folder/hr.csv" -StatePath "$Folder/$_.state.csv" -Connection $connection | Export-JobCsv -Path "$Folder/plan.csv"
        $done = @(Import-Csv -UseCulture "$Folder/plan.csv" | Invoke-ParkUpPlan -StatePath "$Folder/$_.state.csv" -Confirm:$false -Connection $connection -ErrorAction Stop)
        $done.Outcome | Should -Be (@('Created') * 5)
        $done.Code | Should -BeExactly $wanted.Code

        # A change and a move, whose columns are in no roster, and a revocation.
        $next = $wanted | Select-Object *
        $next[0].Plate = '0099'
        $next[1].RefId = '007'
        $next[0..3] | Export-JobCsv -Path "$Folder/hr.csv"
        Compare-ParkUpRoster "$Folder/hr.csv" -StatePath "$Folder/$_.state.csv" -MaximumRevocationPercent 100 -MaximumChangePercent 100 -Connection $connection | Export-JobCsv -Path "$Folder/plan.csv"
        (Import-Csv -UseCulture "$Folder/plan.csv").PreviousPlate | Should -Contain '="0012"'
        $done = @(Import-Csv -UseCulture "$Folder/plan.csv" | Invoke-ParkUpPlan -StatePath "$Folder/$_.state.csv" -Confirm:$false -Connection $connection -ErrorAction Stop)
        $done.Action -join ' ' | Should -Be 'ChangePlate MoveTag RevokeTag'
        $done.Succeeded | Should -Not -Contain $false

        # The changes revoke by hand what they added.
        $done[0] | Export-JobCsv -Path "$Folder/changes.csv"
        (Import-Csv -UseCulture "$Folder/changes.csv" | Revoke-ParkUpTag -Confirm:$false -Connection $connection -ErrorAction Stop).Outcome | Should -Be Revoked
    }
}

Describe 'Names from earlier plans' {
    BeforeAll {
        # A plan of the service and the state that the test asks for, unless it says otherwise.
        function Set-Plan([string] $Day, [object[]] $Step, [string] $State = '/jobs/hr.state.csv') { $Step | Export-JobCsv -Path "$Reports/sync-2026-01-$Day-plan.csv" -Column @{ State = $State } }
        function Get-Name([string] $RefId, [string[]] $Wanted = @()) {
            (Read-JobPeople -ReportFolder $Reports -BaseUri 'https://api.example/' -State '/jobs/hr.state.csv' -Wanted $Wanted)[$RefId]?.Name
        }
    }
    BeforeEach { $script:Reports = "$(New-Item -ItemType Directory "$Folder/$([guid]::NewGuid())")" }
    AfterEach { [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture = $Cultures }

    It 'come from the newest that can be read, whatever the culture then' {
        [cultureinfo]::CurrentCulture = 'es-CL'
        Set-Plan 01 (New-Step Keep Ready @{ RefId = '007'; Name = '=Old' })
        Set-Plan 02 (New-Step Keep Ready @{ RefId = '007'; Name = '=New' })
        Set-Content "$Reports/sync-2026-01-03-plan.csv" ''
        [cultureinfo]::CurrentCulture = 'en-US'
        Get-Name 007 | Should -BeExactly '=New'
    }

    It 'do not come from a plan of another service or another state' {
        Set-Plan 01 (New-Step Keep Ready @{ BaseUri = 'https://other.example/'; Name = 'Other' })
        Set-Plan 02 (New-Step Keep Ready @{ Name = 'Rehearsed' }) -State '/jobs/other.state.csv'
        New-Step Keep Ready @{ Name = 'Stateless' } | Export-JobCsv -Path "$Reports/sync-2026-01-03-plan.csv"
        Get-Name A1 | Should -BeNullOrEmpty
        Set-Plan 00 (New-Step Keep Ready @{ Name = 'Right' })
        Get-Name A1 | Should -Be 'Right'
    }

    It 'come from an older plan where the newest does not name a customer that is wanted' {
        Set-Plan 01 @(New-Step Keep Ready @{ RefId = 'L1'; Name = 'Luis' }; New-Step Keep Ready @{ Name = 'Old' })
        Set-Plan 02 (New-Step Keep Ready @{ Name = 'New' })
        Get-Name L1 'L1' | Should -Be 'Luis'
        Get-Name A1 'L1' | Should -Be 'New'
    }

    It 'come from a revocation that is held, and from no other step that is' {
        Set-Plan 01 @(New-Step RevokeTag Held @{ RefId = 'L1'; Name = 'Luis' }; New-Step Keep Held @{ RefId = 'D1'; Name = 'Damaged' })
        Get-Name L1 | Should -Be 'Luis'
        Get-Name D1 | Should -BeNullOrEmpty
    }

    It 'are no error where there is none' {
        (Read-JobPeople -ReportFolder "$Folder/nowhere" -BaseUri x -State y).Count | Should -Be 0
    }
}
