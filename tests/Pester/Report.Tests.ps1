# The HTML page of a run.

BeforeAll { . "$PSScriptRoot/ReportSteps.ps1" }

AfterAll { Remove-Item -LiteralPath $Folder -Recurse }

Describe 'The page of a run' {
    AfterEach { [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture = $Cultures }

    It 'has each step but those as wanted in one section, and counts that add up' {
        $plan, $results = New-Month
        $page = Get-Page $plan $results (New-Run @{ ExitCode = 1 })
        $found = foreach ($section in 'RevokeTag', 'ChangePlate', 'MoveTag', 'AddTag', 'CreateCustomer', 'Held', 'Failed', 'Extra') {
            "$section $(@(Get-Lines $page $section | ForEach-Object { $_.SelectSingleNode('td[@class="code"]/b').InnerText }))"
        }
        $found | Should -Be 'RevokeTag O9', 'ChangePlate O5', 'MoveTag O6', 'AddTag O3', 'CreateCustomer O7', 'Held O8 O10', 'Failed O4', 'Extra O11'
        @($page.SelectNodes('//section[@id]') | ForEach-Object id) | Should -Be 'Failed', 'Held', 'RevokeTag', 'ChangePlate', 'MoveTag', 'AddTag', 'CreateCustomer', 'Extra'
        # Planned, done, did not succeed, held.
        @($page.SelectNodes("//tr[@class='sum']/td") | ForEach-Object InnerText) | Should -Be 8, 5, 1, 2
        @($page.SelectNodes("//table[@class='counts']//tr[th='Tags' or th='Customers with tags']/td") | ForEach-Object InnerText) | Should -Be 7, 8, 3, 2
        @(Get-Lines $page Failed)[0].InnerText | Should -BeLike '*Failing*A1*ana@example.com*rejected*O4*No such gate.*'
        @(Get-Lines $page ChangePlate)[0].InnerText | Should -BeLike '*OLD111 → AABB11*changed*'
    }

    It 'says <Verdict> for exit code <Code>' -ForEach @(
        @{ Code = 0; Verdict = 'In line with the roster.' }, @{ Code = 1; Verdict = 'Not everything is in line.' }, @{ Code = 2; Verdict = 'The run could not be completed. Nothing was sent.' }
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

    It 'shows a step without a result as <Words>, and not as one that did not succeed' -ForEach @(
        @{ Words = 'not sent'; IsSending = $false; Heading = 'Not sent (5)'; Why = 'The run ended before this step was sent.*'; Unknown = $false }
        @{ Words = 'no result'; IsSending = $true; Heading = 'No result (5)'; Why = 'The run was interrupted, so it is not known*'; Unknown = $true }
    ) {
        $plan, $results = New-Month
        $page = Get-Page $plan $results[0] (New-Run @{ ExitCode = 2; IsSending = $IsSending })
        $lines = Get-Lines $page Left
        $lines.Count | Should -Be 5
        $lines[0].InnerText | Should -BeLike "*$Words*"
        $lines[0].ParentNode.InnerText | Should -BeLike "5 times: $Why"
        Get-Lines $page Failed | Should -BeNullOrEmpty
        $page.SelectSingleNode("//section[@id='Left']/h2").InnerText | Should -Be $Heading
        # Planned, done, did not succeed, left, held.
        @($page.SelectNodes("//tr[@class='sum']/td") | ForEach-Object InnerText) | Should -Be 8, 1, 0, 5, 2
        $page.SelectSingleNode("//p[@class='note']").InnerText -match 'outcome of 5 steps is not known' | Should -Be $Unknown
        # Something was sent, or may have been.
        $page.SelectSingleNode('//h1').InnerText | Should -Not -BeLike '*Nothing was sent*'
    }

    It 'says that nothing was sent where the run ended before' {
        $page = Get-Page (New-Month)[0] @() (New-Run @{ ExitCode = 2 })
        $page.SelectSingleNode('//h1').InnerText | Should -BeLike '*The run could not be completed. Nothing was sent.'
        @($page.SelectNodes("//table[@class='counts']/thead/tr/th") | ForEach-Object InnerText) | Should -Not -Contain 'Did not succeed'
        $page.SelectSingleNode("//header/p[2]").InnerText | Should -BeLike 'Done: 0.*Not sent: 6. Held: 2.*'
    }

    It 'is amber where some rows did not succeed and the rest was applied, and red where nothing was' {
        $plan, $results = New-Month
        (Get-Page $plan $results (New-Run @{ ExitCode = 1 })).SelectSingleNode('//header').class | Should -Be 'verdict wait'
        $none = $plan | Where-Object { $_.Action -eq 'AddTag' }
        $page = Get-Page $none ($none | ForEach-Object { New-Outcome $_ Rejected }) (New-Run @{ ExitCode = 1 })
        $page.SelectSingleNode('//header').class | Should -Be 'verdict bad'
    }

    It 'says how many revocations wait for their grace period: <Count>' -ForEach @(
        @{ Count = 1; Says = '1 revocation waits for its grace period.' }, @{ Count = 2; Says = '2 revocations wait for their grace period.' }
    ) {
        $plan = @(New-Step Keep) + @(1..$Count | ForEach-Object { New-Step RevokeTag Held @{ Code = "O$_"; Reason = 'The grace period of this tag ends on 2026-12-01 03:00:00 UTC.' } })
        (Get-Page $plan @()).SelectSingleNode('//h1').InnerText | Should -BeLike "*In line with the roster. $Says"
    }

    It 'leads from each count to its lines, also where they are held' {
        $plan = @(New-Step RevokeTag Held @{ Reason = 'Guarded.' }; New-Step AddTag)
        $page = Get-Page $plan @(New-Outcome $plan[1] Rejected) (New-Run @{ ExitCode = 4 })
        $page.SelectSingleNode("//table[@class='counts']//th[.='Revocations']/a").href | Should -Be '#Held'
        $page.SelectSingleNode("//table[@class='counts']//th[.='Additions']/a").href | Should -Be '#Failed'
        @($page.SelectNodes("//ul[@class='cards']//a/@href") | ForEach-Object Value) | Should -Be '#Failed', '#Held'
        foreach ($link in $page.SelectNodes('//a/@href')) { $page.SelectSingleNode("//section[@id='$($link.Value.TrimStart('#'))']") | Should -Not -BeNullOrEmpty }
    }

    It 'names the customers that have another name than before' {
        $people = [System.Collections.Generic.Dictionary[string, object]]::new()
        $people['A1'] = [pscustomobject]@{ Name = 'Ana'; LastName = 'Rojas'; Email = 'ana@example.com' }
        $people['B2'] = [pscustomobject]@{ Name = 'Ana'; LastName = 'Soto'; Email = 'other@example.com' }
        $plan = @(New-Step Keep; New-Step Keep Ready @{ RefId = 'B2' }; New-Step Keep Ready @{ RefId = 'C3' })
        (Get-Page $plan @() (New-Run) $people).SelectSingleNode("//header/p[3]").InnerText | Should -Be '1 customer has another name than in the last plan, and the API cannot change names: A1'
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
        (Get-Lines (Get-Page (New-Month)[0] @() (New-Run) $people) Left).InnerText | Should -Contain 'Luis PazL1 · luis@example.comRevoke•not sentO9AABB11'
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

    It 'knows what Compare-ParkUpRoster says in <_> of a tag that is neither in the roster nor in the state, or is in its grace period' -ForEach 'en-US', 'es-CL' {
        [cultureinfo]::CurrentUICulture = $_
        $connection = Connect-ParkUp -Sandbox -PassThru
        $rows = 'O1', 'O2' | ForEach-Object { [pscustomobject]@{ RefId = 'A1'; Email = 'a@example.com'; Phone = '56911111111'; Code = $_; Plate = "AABB1$($_[1])" } }
        $with = @{ StatePath = "$Folder/$_.grace.csv"; Connection = $connection }
        $rows | Compare-ParkUpRoster @with -WarningAction Ignore | Invoke-ParkUpPlan @with -Confirm:$false | Out-Null
        Add-ParkUpTag -RefId A1 -Code O3 -Plate AABB13 -Connection $connection | Out-Null
        $words = Get-ReportText

        $steps = @($rows[0] | Compare-ParkUpRoster @with -GracePeriod 7.00:00:00 -MaximumRevocationPercent 100)
        @(Get-Lines (Get-Page $steps @()) Extra | ForEach-Object { $_.SelectSingleNode('td/b').InnerText }) | Should -Be O3
        @($steps | Where-Object { Test-StepReason $_ $words.ReasonGrace }).Code | Should -Be O2
        Format-GraceCount $steps $words | Should -Be $words.WaitingOne

        $steps = @($rows[0] | Compare-ParkUpRoster @with -Revoke All -GracePeriod 7.00:00:00 -MaximumRevocationPercent 100)
        @($steps | Where-Object { Test-StepReason $_ $words.ReasonGraceUnknown }).Code | Should -Be O3
    }
}
