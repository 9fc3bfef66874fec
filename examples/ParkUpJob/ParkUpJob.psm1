# What the scripts of this folder share. Each file has the functions for one purpose.
Set-StrictMode -Version 3.0
foreach ($file in Get-ChildItem -LiteralPath $PSScriptRoot -Filter *.ps1) { . $file.FullName }
