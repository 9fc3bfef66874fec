# What the examples call that the bare engine does not have, as far as they use it. The Pester scripts run the same
# examples with the real cmdlets.

# Nobody is there to answer: what asks is answered Yes.
$global:ConfirmPreference = 'None'

function Full([string] $Path) { $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path) }

function Import-Csv {
    param([string] $Path)
    $lines = [System.IO.File]::ReadAllLines((Full $Path))
    $columns = $lines[0] -split ','
    foreach ($line in $lines | Where-Object { $_ -ne $lines[0] }) {
        $cells = $line -split ','
        $row = [ordered]@{}
        for ($i = 0; $i -lt $columns.Count; $i++) { $row[$columns[$i]] = $cells[$i] }
        [pscustomobject] $row
    }
}

function Export-Csv {
    param([string] $Path, [Parameter(ValueFromPipeline)] $InputObject)
    begin { $lines = [System.Collections.Generic.List[string]]::new() }
    process {
        $names = $InputObject.psobject.Properties.Name
        if (-not $lines.Count) { $lines.Add(($names | ForEach-Object { "`"$_`"" }) -join ',') }
        $lines.Add(($names | ForEach-Object { "`"$($InputObject.$_)`"" }) -join ',')
    }
    end { [System.IO.File]::WriteAllLines((Full $Path), $lines) }
}

function Select-Object {
    param([string[]] $Property, [string] $ExpandProperty, [switch] $Unique, [Parameter(ValueFromPipeline)] $InputObject)
    begin { $seen = [System.Collections.Generic.HashSet[object]]::new() }
    process {
        foreach ($value in $(if ($ExpandProperty) { $InputObject.$ExpandProperty } else { $InputObject })) {
            if (-not $Unique -or $seen.Add($value)) { $value }
        }
    }
}

function Group-Object {
    param([string[]] $Property, [switch] $NoElement, [Parameter(ValueFromPipeline)] $InputObject)
    begin { $groups = [ordered]@{} }
    process {
        $object = $InputObject
        $name = ($Property | ForEach-Object { "$($object.$_)" }) -join ', '
        $groups[$name] = 1 + $groups[$name]
    }
    end { foreach ($name in $groups.Keys) { [pscustomobject]@{ Count = $groups[$name]; Name = $name } } }
}

function Get-Date { param([string] $Format) [datetime]::Now.ToString(($Format -eq 's' ? 's' : $Format), [cultureinfo]::InvariantCulture) }

function Test-Path { param([string] $Path) [System.IO.Path]::Exists((Full $Path)) }

function Set-Content {
    param([string] $Path, [Parameter(ValueFromPipeline)] $Value)
    begin { $lines = @() }
    process { $lines += "$Value" }
    end { [System.IO.File]::WriteAllLines((Full $Path), [string[]] $lines) }
}

function Add-Content {
    param([string] $Path, [Parameter(ValueFromPipeline)] $Value)
    process { [System.IO.File]::AppendAllLines((Full $Path), [string[]] "$Value") }
}

function Get-Content {
    param([string] $LiteralPath, [switch] $Raw)
    [System.IO.File]::ReadAllText((Full $LiteralPath))
}

# The engine calls it for redirections to a file.
function Out-File {
    param([string] $FilePath, [string] $Encoding, [switch] $Append, [Parameter(ValueFromPipeline)] $InputObject)
    process { [System.IO.File]::AppendAllLines((Full $FilePath), [string[]] "$InputObject") }
}

function ConvertTo-Json {
    param([int] $Depth, [switch] $EnumsAsStrings, [Parameter(ValueFromPipeline)] $InputObject)
    process { "{`"RefId`": `"$($InputObject.RefId)`"}" }
}

function ConvertTo-SecureString {
    param([string] $String, [switch] $AsPlainText, [switch] $Force)
    $secret = [securestring]::new()
    foreach ($character in $String.ToCharArray()) { $secret.AppendChar($character) }
    $secret
}

# The vault's.
function Get-Secret { param([string] $Name) ConvertTo-SecureString $env:PARKUP_TOKEN -AsPlainText -Force }
