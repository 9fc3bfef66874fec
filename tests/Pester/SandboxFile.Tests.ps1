# A sandbox in a file, used by processes of their own: one after the other, side by side, and killed.

BeforeAll {
    Import-Module "$PSScriptRoot/Sandbox.psm1" -Force

    # The tags that the file holds, as RefId/Code.
    function Get-HeldTag([string] $Path) {
        foreach ($customer in (Get-Content -LiteralPath $Path -Raw | ConvertFrom-Json).customers) {
            foreach ($tag in $customer.tags | Where-Object { -not $_.cancelledAt }) { "$($customer.refId)/$($tag.code)" }
        }
    }
}

Describe 'A sandbox in a file' {
    BeforeEach {
        $script:File = Join-Path $TestDrive "$([guid]::NewGuid()).json"
    }

    It 'is one service to two processes that write at the same time' {
        $scripts = 'L', 'R' | ForEach-Object {
            New-ScriptFile @"
Connect-ParkUp -Sandbox -SandboxPath '$File'
`$rows = 0..199 | ForEach-Object { [pscustomobject]@{ RefId = "$_`$_"; Email = 'a@example.com'; Phone = '56911111111'; Code = "$_`$_"; Plate = "$($_)L`$_" } }
`$rows | New-ParkUpCustomer | Group-Object Outcome -NoElement | ForEach-Object { "`$(`$_.Count) `$(`$_.Name)" }
"@
        }
        try {
            $runs = $scripts | ForEach-Object { Start-Pwsh '-File', $_ } | ForEach-Object { Wait-Pwsh $_ }
        }
        finally {
            $scripts | Remove-Item
        }

        $runs.Errors | Should -Be '', ''
        $runs.Output.Trim() | Should -Be '200 Created', '200 Created'
        $held = @(Get-HeldTag $File)
        $held | Should -HaveCount 400
        @($held | Sort-Object -Unique) | Should -HaveCount 400
    }

    It 'has everything that a process was told before it was killed, and no lock keeps the next one out' {
        $script = New-ScriptFile @"
Connect-ParkUp -Sandbox -SandboxPath '$File'
`$null = New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111
0..9999 | ForEach-Object { [pscustomobject]@{ RefId = 'A1'; Code = "C`$_"; Plate = "PL`$_" } } |
    Add-ParkUpTag -BatchSize 1 | ForEach-Object { [Console]::Out.WriteLine("`$(`$_.Outcome) `$(`$_.Code)") }
"@
        $process = Start-Pwsh '-File', $script
        $told = [System.Collections.Generic.List[string]]::new()
        try {
            while ($told.Count -lt 25) { $told.Add((Read-Line $process)) }
            $process.HasExited | Should -BeFalse -Because 'it is to be killed in the middle'
        }
        finally {
            $process.Kill()
            $process.WaitForExit()
            Remove-Item -LiteralPath $script
        }
        while ($null -ne ($line = Read-Line $process)) { if ($line -match '^\w+ C\d+$') { $told.Add($line) } }

        $told | Should -Match '^Added C\d+$'
        $held = @(Get-HeldTag $File)
        @($told -replace '^Added ', 'A1/' | Where-Object { $_ -notin $held }) | Should -BeNullOrEmpty
        $next = Invoke-Unattended "Connect-ParkUp -Sandbox -SandboxPath '$File'; (Add-ParkUpTag A1 LAST PLLAST).Outcome; @(Get-ParkUpTag A1).Count"
        $next.Errors | Should -BeNullOrEmpty
        $next.Output.Trim() -split '\r?\n' | Should -Be 'Added', "$($held.Count + 1)"
    }
}
