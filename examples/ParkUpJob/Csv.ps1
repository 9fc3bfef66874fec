# CSV files for spreadsheets.

function Export-JobCsv {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Path, [Parameter(ValueFromPipeline)] [AllowNull()] [object] $InputObject, [System.Collections.IDictionary] $Person)
    begin {
        $write = { Export-Csv -UseCulture -Encoding utf8BOM -LiteralPath $Path -Confirm:$false -WhatIf:$false }.GetSteppablePipeline()
        $write.Begin($true)
    }
    process { if ($null -ne $InputObject) { $write.Process($InputObject) } }
    end { $write.End() }
}
