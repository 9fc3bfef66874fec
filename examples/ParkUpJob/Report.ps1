# The page of a run.

function New-JobReport {
    param([string] $Path, [object[]] $Plan, [object[]] $Result, [object] $Run, [System.Collections.IDictionary] $Person)
    $text = [System.Net.WebUtility]::HtmlEncode((@($Run, @($Plan).Count, @($Result).Count) | Out-String))
    [System.IO.File]::WriteAllText($Path, "<!DOCTYPE html><html><head><meta charset='utf-8'/><title>$($Run.Name)</title></head><body><pre>$text</pre></body></html>")
}

function Read-JobPeople([string] $ReportFolder) { @{} }
