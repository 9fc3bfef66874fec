# The reports of a run: the CSV files that a spreadsheet opens and the module reads back, and the HTML page.

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force
    Import-Module (Get-StagedModule) -Force
    Import-Module "$(Get-RepositoryRoot)/examples/ParkUpJob/ParkUpJob.psm1" -Force
    $script:Folder = "$(New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "parkup-$([guid]::NewGuid())"))"
    $script:Cultures = [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture

    # What a cell of anybody's file may be.
    $script:Hostile = '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "'><b a='", '&lt;', ']]>', '<!--', '</table>',
        "A`u{202E}B", "A`u{200B}B", "A`u{0}B", "A`u{7}B`nC", "A`u{D800}B", "`u{E0041}", '=cmd|x!A0', '{0}', '$(1)', 'Ñandú 🚗'

    function New-Step([string] $Action, [string] $Status = 'Ready', [hashtable] $With = @{}) {
        $step = [ordered]@{
            Action = $Action; Status = $Status; RefId = 'A1'; CustomerId = $null; Code = 'O1'; Plate = 'AABB11'; PreviousPlate = $null
            FromRefId = $null; Email = 'ana@example.com'; Phone = '56911111111'; Name = 'Ana'; LastName = 'Soto'; IsUnlimited = $false
            Reason = $null; Line = $null; BaseUri = 'https://api.example/'; PlannedAt = '2026-11-26T03:00:00Z'; MissingSince = $null
        }
        foreach ($name in $With.Keys) { $step[$name] = $With[$name] }
        [pscustomobject] $step
    }

    function New-Outcome([object] $Step, [string] $Outcome, [string] $Detail = '') {
        $Step | Select-Object *, @{ n = 'Outcome'; e = { $Outcome } }, @{ n = 'Succeeded'; e = { $Outcome -notin 'Rejected', 'Failed', 'Unknown' } }, @{ n = 'Detail'; e = { $Detail } }
    }

    function New-Run([hashtable] $With = @{}) {
        $run = @{
            Name = 'sync'; StartedAt = [datetimeoffset] '2026-11-26T03:00:00Z'; EndedAt = [datetimeoffset] '2026-11-26T03:01:00Z'
            BaseUri = 'https://api.example/'; IsSandbox = $false; Roster = @('hr.csv'); StatePath = 'hr.state.csv'; IsPlanOnly = $false
            ExitCode = 0; Errors = @(); Files = @('sync-1-plan.csv', 'sync-1-changes.csv')
        }
        foreach ($name in $With.Keys) { $run[$name] = $With[$name] }
        [pscustomobject] $run
    }

    # Writes the page and reads it as XML, which fails if a value became markup that does not fit.
    function Get-Page([object[]] $Plan, [object[]] $Result, [object] $Run = (New-Run), [object] $Person = $null) {
        New-JobReport -Path "$Folder/page.html" -Plan $Plan -Result $Result -Run $Run -Person $Person
        [xml] (Get-Content -Raw -LiteralPath "$Folder/page.html")
    }

    function Get-Lines([xml] $Page, [string] $Section) { @($Page.SelectNodes("//section[@id='$Section']//tbody/tr[not(@class)]")) }

    # A plan with each kind of step, and its results: all done but one.
    function New-Month {
        $plan = @(
            New-Step Keep
            New-Step Keep Ready @{ Code = 'O2' }
            New-Step AddTag Ready @{ Code = 'O3' }
            New-Step AddTag Ready @{ Code = 'O4'; Name = 'Failing' }
            New-Step ChangePlate Ready @{ Code = 'O5'; PreviousPlate = 'OLD111' }
            New-Step MoveTag Ready @{ Code = 'O6'; FromRefId = 'B2'; PreviousPlate = 'AABB11' }
            New-Step CreateCustomer Ready @{ Code = 'O7'; RefId = 'N9' }
            New-Step Keep Held @{ Code = 'O8'; Reason = 'Unreadable.'; Line = 9 }
            New-Step RevokeTag Ready @{ Code = 'O9'; RefId = 'L1'; Name = $null; LastName = $null; Email = $null }
            New-Step RevokeTag Held @{ Code = 'O10'; Reason = 'Guarded.' }
            New-Step RevokeTag Held @{ Code = 'O11'; Reason = 'This tag is neither in the roster nor in the state.' }
        )
        $results = @(
            New-Outcome $plan[2] Added
            New-Outcome $plan[3] Rejected 'No such gate.'
            New-Outcome $plan[4] Added
            New-Outcome $plan[5] Added
            New-Outcome $plan[6] Created
            New-Outcome $plan[8] Revoked
        )
        $plan, $results
    }
}

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

Describe 'Names from an earlier plan' {
    AfterEach { [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture = $Cultures }

    It 'come from the newest that can be read, whatever the culture then' {
        $reports = New-Item -ItemType Directory "$Folder/reports"
        [cultureinfo]::CurrentCulture = 'es-CL'
        New-Step Keep Ready @{ RefId = '007'; Name = '=Old' } | Export-JobCsv -Path "$reports/sync-2026-01-01-plan.csv"
        New-Step Keep Ready @{ RefId = '007'; Name = '=New' } | Export-JobCsv -Path "$reports/sync-2026-01-02-plan.csv"
        Set-Content "$reports/sync-2026-01-03-plan.csv" ''
        [cultureinfo]::CurrentCulture = 'en-US'
        (Read-JobPeople -ReportFolder $reports)['007'].Name | Should -BeExactly '=New'
    }

    It 'are no error where there is none' {
        (Read-JobPeople -ReportFolder "$Folder/nowhere").Count | Should -Be 0
    }
}

Describe 'The page of a run' {
    AfterEach { [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture = $Cultures }

    It 'has each step but those as wanted in one section, and counts that add up' {
        $plan, $results = New-Month
        $page = Get-Page $plan $results (New-Run @{ ExitCode = 1 })
        $found = foreach ($section in 'RevokeTag', 'ChangePlate', 'MoveTag', 'AddTag', 'CreateCustomer', 'Held', 'Failed', 'Extra') {
            "$section $(@(Get-Lines $page $section | ForEach-Object { $_.SelectSingleNode('td[@class="code"]/b').InnerText }))"
        }
        $found | Should -Be 'RevokeTag O9', 'ChangePlate O5', 'MoveTag O6', 'AddTag O3', 'CreateCustomer O7', 'Held O8 O10', 'Failed O4', 'Extra O11'
        @($page.SelectNodes('//section[@id]') | ForEach-Object id) | Should -Be 'RevokeTag', 'ChangePlate', 'MoveTag', 'AddTag', 'CreateCustomer', 'Held', 'Failed', 'Extra'
        # Planned, done, did not succeed, held.
        @($page.SelectNodes("//tr[@class='sum']/td") | ForEach-Object InnerText) | Should -Be 8, 5, 1, 2
        @($page.SelectNodes("//table[@class='counts']//tr[th='Tags' or th='Customers with tags']/td") | ForEach-Object InnerText) | Should -Be 7, 8, 3, 2
        @(Get-Lines $page Failed)[0].InnerText | Should -BeLike '*Failing*A1*ana@example.com*rejected*O4*No such gate.*'
        @(Get-Lines $page ChangePlate)[0].InnerText | Should -BeLike '*OLD111 → AABB11*changed*'
    }

    It 'says <Verdict> for exit code <Code>' -ForEach @(
        @{ Code = 0; Verdict = 'In line with the roster.' }, @{ Code = 1; Verdict = 'Not everything is in line.' }, @{ Code = 2; Verdict = 'The run could not be completed.' }
        @{ Code = 3; Verdict = 'There are differences. Nothing was sent.' }, @{ Code = 4; Verdict = 'The guard holds changes until a person has looked at them.' }
    ) {
        $page = Get-Page @() @() (New-Run @{ ExitCode = $Code; Errors = 'Refused.' })
        $page.SelectSingleNode('//h1').InnerText | Should -BeLike "*$Verdict"
        $page.SelectSingleNode("//ul[@class='errors']/li").InnerText | Should -Be 'Refused.'
    }

    It 'says before the end that the run has not ended, and shows what is planned' {
        $page = Get-Page (New-Month)[0] @() (New-Run @{ EndedAt = $null; ExitCode = $null })
        $page.SelectSingleNode('//h1').InnerText | Should -BeLike '*This run has not ended, or was killed.*'
        @(Get-Lines $page RevokeTag)[0].InnerText | Should -BeLike '*planned*'
        @($page.SelectNodes("//tr[@class='sum']/td") | ForEach-Object InnerText) | Should -Be 8, 6, 2
    }

    It 'counts a step without a result as one that did not succeed, once the run has ended' {
        $plan, $results = New-Month
        $page = Get-Page $plan $results[0] (New-Run @{ ExitCode = 2 })
        @(Get-Lines $page Failed).Count | Should -Be 5
        @(Get-Lines $page Failed)[0].ParentNode.InnerText | Should -BeLike '5 times: The run ended before this step had a result.*'
    }

    It 'is in Spanish where the session is, and in English where it is neither' {
        [cultureinfo]::CurrentUICulture = 'es-CL'
        $plan = @(1..1200 | ForEach-Object { New-Step AddTag Ready @{ Code = "O$_" } })
        $page = Get-Page $plan @() (New-Run @{ IsPlanOnly = $true; ExitCode = 3 })
        $page.html.lang | Should -Be es
        $page.SelectSingleNode('/html').InnerText | Should -BeLike '*Hay diferencias. No se envió nada.*Por hacer: 1.200.*1.000 más, en sync-1-changes.csv.*'
        [cultureinfo]::CurrentUICulture = 'fr-FR'
        (Get-Page $plan @()).html.lang | Should -Be en
        $keys = 'en-US', 'es' | ForEach-Object { (Import-PowerShellDataFile "$(Get-RepositoryRoot)/examples/ParkUpJob/$_/Report.psd1").Keys | Sort-Object | Join-String -Separator ' ' }
        $keys[0] | Should -Be $keys[1]
    }

    It 'has 200 lines of a kind, and says how many more there are and where' {
        $plan = 1..201 | ForEach-Object { New-Step AddTag Ready @{ Code = "O$_" } }
        $page = Get-Page $plan ($plan | ForEach-Object { New-Outcome $_ Added })
        @(Get-Lines $page AddTag).Count | Should -Be 200
        $page.SelectSingleNode("//p[@class='more']").InnerText | Should -Be '1 more, in sync-1-changes.csv.'
    }

    It 'gives a leaver the name of an earlier run' {
        $people = [System.Collections.Generic.Dictionary[string, object]]::new()
        $people['L1'] = [pscustomobject]@{ Name = 'Luis'; LastName = 'Paz'; Email = 'luis@example.com' }
        (Get-Lines (Get-Page (New-Month)[0] @() (New-Run) $people) Failed).InnerText | Should -Contain 'Luis PazL1 · luis@example.comRevoke?no resultO9AABB11'
    }

    It 'shows whatever stands in a field as text, and nothing else' {
        foreach ($value in $Hostile) {
            $with = @{}
            foreach ($name in 'RefId', 'Code', 'Plate', 'PreviousPlate', 'FromRefId', 'Email', 'Name', 'LastName', 'Reason') { $with[$name] = $value }
            $steps = @(
                foreach ($action in 'RevokeTag', 'ChangePlate', 'MoveTag', 'AddTag', 'CreateCustomer') {
                    $with.Line = '1'; New-Step $action Ready $with
                    $with.Line = '2'; New-Step $action Ready $with
                    New-Step $action Held $with
                }
            )
            $results = @($steps.Where({ $_.Status -eq 'Ready' }) | ForEach-Object { New-Outcome $_ ($_.Line -eq '1' ? 'Added' : 'Failed') $value })
            $run = New-Run @{ Name = $value; BaseUri = $value; Roster = @($value); StatePath = $value; Errors = @($value); Files = @($value); ExitCode = 1 }
            $page = Get-Page $steps $results $run
            $plain = Get-Page (New-Month)[0] (New-Month)[1] (New-Run @{ ExitCode = 1; Errors = 'x' })
            # No element and no attribute that a harmless page does not have.
            $page.SelectNodes('//script|//img|//iframe|//object|//@onerror|//@a') | Should -BeNullOrEmpty -Because $value
            $known = @($plain.SelectNodes('//*|//@*') | ForEach-Object Name | Sort-Object -Unique) + 'more', 'colspan'
            @($page.SelectNodes('//*|//@*') | ForEach-Object Name | Sort-Object -Unique) | Where-Object { $_ -notin $known } | Should -BeNullOrEmpty -Because $value
            (Get-Content -Raw "$Folder/page.html") | Should -Not -Match "[\u202A-\u202E\u2066-\u2069\u200B\u0000\u0007]"
        }
    }

    It 'needs nothing from outside, and lets no script run' {
        $plan, $results = New-Month
        $page = Get-Page $plan $results
        $page.SelectSingleNode("//meta[@http-equiv='Content-Security-Policy']").content | Should -BeLike "default-src 'none'; style-src 'sha256-*"
        $page.SelectNodes('//@src|//link|//script|//@style') | Should -BeNullOrEmpty
        @($page.SelectNodes('//@href') | Where-Object { $_.Value -notlike '#*' }) | Should -BeNullOrEmpty
        # The browser applies the style only if this is its hash.
        $style = $page.SelectSingleNode('//style').InnerText
        $hash = [Convert]::ToBase64String([System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes($style)))
        $page.SelectSingleNode("//meta[@http-equiv='Content-Security-Policy']").content | Should -BeLike "*$hash*"
    }

    It 'replaces the page as a whole, and leaves no other file' {
        $reports = "$(New-Item -ItemType Directory "$Folder/page [1]")"
        New-JobReport -Path "$reports/a.html" -Plan @() -Run (New-Run @{ EndedAt = $null })
        New-JobReport -Path "$reports/a.html" -Plan @() -Run (New-Run)
        @(Get-ChildItem -LiteralPath $reports).Name | Should -Be 'a.html'
        Get-Content -Raw -LiteralPath "$reports/a.html" | Should -Match 'In line with the roster'
        { New-JobReport -Path "$Folder/none/a.html" -Plan @() -Run (New-Run) } | Should -Throw -ExceptionType ([System.IO.DirectoryNotFoundException])
    }

    It 'knows a tag that is neither in the roster nor in the state by what Compare-ParkUpRoster says in <_>' -ForEach 'en-US', 'es-CL' {
        [cultureinfo]::CurrentUICulture = $_
        $connection = Connect-ParkUp -Sandbox -PassThru
        New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Tag 'O1:AABB11', 'O2:AABB12' -Connection $connection | Out-Null
        $steps = [pscustomobject]@{ RefId = 'A1'; Code = 'O1'; Plate = 'AABB11' } | Compare-ParkUpRoster -Connection $connection
        @(Get-Lines (Get-Page $steps @()) Extra).Count | Should -Be 1
    }
}
