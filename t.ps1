Update-FormatData -AppendPath /tmp/fmt/t.Format.ps1xml
$r = foreach ($a in 'Keep','Add','Keep','Keep','Keep','Add','Keep') { [pscustomobject]@{PSTypeName='X.Step'; Action=$a; RefId='A1'; Code='C1'} }
$r | Out-String -Stream | % { "[$_]" }
