# What the scripts call that the bare engine does not have, as far as they use it. The Pester scripts run the same
# scripts with the real cmdlets.

# Nobody is there to answer: what asks is answered Yes.
$global:ConfirmPreference = 'None'

function Full([string] $Path) { $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path) }

function New-Item {
    param([string] $ItemType, [string] $Path, [switch] $Force, [switch] $Confirm)
    if ($ItemType -eq 'Directory') { [System.IO.Directory]::CreateDirectory((Full $Path)) }
    else { [System.IO.FileStream]::new((Full $Path), 'CreateNew').Dispose() }
}

function Export-Csv {
    param([string] $LiteralPath, [switch] $Confirm, [Parameter(ValueFromPipeline)] $InputObject)
    begin { $lines = [System.Collections.Generic.List[string]]::new(); $names = $null }
    process {
        if ($null -eq $names) {
            $names = $InputObject.psobject.Properties.Name
            $lines.Add(($names | ForEach-Object { "`"$_`"" }) -join ',')
        }
        $object = $InputObject
        $lines.Add(($names | ForEach-Object { "`"$("$($object.$_)".Replace('"', '""'))`"" }) -join ',')
    }
    end { [System.IO.File]::WriteAllLines((Full $LiteralPath), $lines) }
}

function Sort-Object {
    param([object[]] $Property, [Parameter(ValueFromPipeline)] $InputObject)
    begin { $all = [System.Collections.Generic.List[object]]::new() }
    process { $all.Add($InputObject) }
    end {
        $keys = foreach ($item in $all) {
            ($Property | ForEach-Object {
                $key = $_
                '{0:D9}' -f [int] ($key -is [scriptblock] ? ($item | ForEach-Object $key) : $item.$key)
            }) -join ' '
        }
        $sorted = $all.ToArray()
        # The cast picks the overload that sorts the array itself, and not a copy.
        if ($sorted.Count -gt 1) { [array]::Sort([string[]] $keys, [array] $sorted, [System.Collections.IComparer] [System.StringComparer]::Ordinal) }
        $sorted
    }
}

function Group-Object {
    param([string] $Property, [switch] $NoElement, [Parameter(ValueFromPipeline)] $InputObject)
    begin { $groups = [ordered]@{} }
    process { $groups["$($InputObject.$Property)"] = 1 + $groups["$($InputObject.$Property)"] }
    end { foreach ($name in $groups.Keys) { [pscustomobject]@{ Count = $groups[$name]; Name = $name } } }
}
