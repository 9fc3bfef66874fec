# The report as HTML, written so that it is XML too: whatever came from files or the service is text, and nothing else.

# Characters that are not seen, change the direction of the text, or that no HTML may have; the halves of a pair only where they stand alone.
$HiddenCharacter = [regex]::new('[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\u034F\u115F\u1160\u2800\u3164\uFFA0\uFE00-\uFE0F\uFDD0-\uFDEF\uFFFE\uFFFF]|\uDB40[\uDC00-\uDFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]')

$ReportSigns = @{ good = '✓'; bad = '✗'; wait = '?'; calm = '•' }

# A text for the page: line breaks and tabs are spaces, hidden characters are shown by their number.
function ConvertTo-HtmlText([object] $Value) {
    $text = ("$Value" -replace '[\t\r\n]+', ' ').Trim()
    if ($text.Length -gt 600) { $text = $text.Substring(0, 600) + '…' }
    $text = $HiddenCharacter.Replace($text, { param($found) '‹U+' + ([int] $found.Value[0]).ToString('X4') + '›' })
    $text.Replace('&', '&amp;').Replace('<', '&lt;').Replace('>', '&gt;').Replace('"', '&quot;').Replace("'", '&#39;')
}

# A sentence of the texts with values from files, escaped.
function Format-HtmlText([string] $Sentence, [object[]] $Value) { ConvertTo-HtmlText ($Sentence -f $Value) }

function ConvertTo-ReportPage([object] $Summary, [object] $Run, [hashtable] $Text) {
    $style = ([System.IO.File]::ReadAllText("$PSScriptRoot/Report.css") -replace '\s+', ' ').Trim()
    $hash = [Convert]::ToBase64String([System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes($style)))
    $title = Format-HtmlText $Text.Title $Run.Name, (Format-ReportTime $Run.StartedAt $Text)
    $body = [System.Text.StringBuilder]::new()
    $null = $body.Append((ConvertTo-ReportHead $Summary $Run $Text $title))
    if ($Summary.HasPlan) {
        $null = $body.Append((ConvertTo-ReportCounts $Summary $Text))
        foreach ($name in $Summary.Sections.Keys) { $null = $body.Append((ConvertTo-ReportSection $name $Summary $Run $Text)) }
    }
    @"
<!DOCTYPE html>
<html lang="$($Text.Lang)">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<meta name="referrer" content="no-referrer"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-$hash'; base-uri 'none'; form-action 'none'"/>
<title>$title</title>
<style>$style</style>
</head>
<body>
<main>
$body
<p class="note">$(ConvertTo-HtmlText $Text.Protect)</p>
</main>
</body>
</html>

"@
}

# The verdict and its figures, when and what, and what stopped the run.
function ConvertTo-ReportHead([object] $Summary, [object] $Run, [hashtable] $Text, [string] $Title) {
    $total = $Summary.Total
    $sign, $verdict = if ($null -eq $Run.EndedAt) { 'wait', $Text.VerdictOpen }
    else {
        switch ("$($Run.ExitCode)") {
            0 { 'good', $Text.VerdictInLine }
            1 { 'bad', $Text.VerdictNotAll }
            3 { 'calm', $Text.VerdictNotSent }
            4 { 'wait', $Text.VerdictGuard }
            default { 'bad', $Text.VerdictNotRun }
        }
    }
    # The extras are shown below, and are no part of what the run is to do.
    $held = Format-ReportNumber ($total.Held - $Summary.Counts.Extra.Held) $Text
    $kept = Format-ReportNumber $Summary.Kept $Text
    $figures = if (-not $Summary.HasPlan) { $Text.NoPlan }
    elseif ($null -eq $Run.EndedAt) { $Text.FiguresOpen -f (Format-ReportNumber ($total.Open + $total.Done + $total.Failed) $Text), $held, $kept }
    elseif ($Run.IsPlanOnly) { $Text.FiguresPlanned -f (Format-ReportNumber $total.Open $Text), $held, $kept }
    else { $Text.Figures -f (Format-ReportNumber $total.Done $Text), (Format-ReportNumber $total.Failed $Text), $held, $kept }
    $facts = [ordered]@{
        $Text.Started = Format-ReportTime $Run.StartedAt $Text
        $Text.Ended   = Format-ReportTime $Run.EndedAt $Text
        $Text.Service = "$($Run.BaseUri)"
        $Text.Roster  = @($Run.Roster) -join ', '
        $Text.State   = "$($Run.StatePath)"
        $Text.Files   = @($Run.Files) -join ', '
    }
    $errors = @($Run.Errors | Where-Object { $_ })
    @(
        "<header class='verdict $sign'>"
        "<p class='eyebrow'>$Title</p>"
        "<h1><span class='sign' aria-hidden='true'>$($ReportSigns[$sign])</span> $(ConvertTo-HtmlText $verdict)</h1>"
        "<p>$(ConvertTo-HtmlText $figures)</p>"
        if ($Run.IsSandbox) { "<p><b>$(ConvertTo-HtmlText $Text.SandboxNote)</b></p>" }
        '<dl>'
        foreach ($name in $facts.Keys) { if ($facts[$name]) { "<dt>$(ConvertTo-HtmlText $name)</dt><dd>$(ConvertTo-HtmlText $facts[$name])</dd>" } }
        '</dl></header>'
        if ($errors) {
            "<section><h2>$(ConvertTo-HtmlText $Text.Errors)</h2><ul class='errors'>"
            foreach ($fault in $errors | Select-Object -First 20) { "<li>$(ConvertTo-HtmlText $fault)</li>" }
            '</ul>'
            if ($errors.Count -gt 20) { "<p class='note'>$(Format-HtmlText $Text.MoreErrors (Format-ReportNumber ($errors.Count - 20) $Text))</p>" }
            '</section>'
        }
    ) -join "`n"
}

# The cards, the table of kinds, and before and after.
function ConvertTo-ReportCounts([object] $Summary, [hashtable] $Text) {
    $total = $Summary.Total
    $columns = @('Planned') + @($Summary.IsOpen ? 'Open' : @()) + 'Done', 'Failed', 'Held'
    $words = @{ Planned = $Text.Planned; Open = $Text.Open; Done = $Text.Done; Failed = $Text.NotDone; Held = $Text.Held }
    $cards = @(
        if ($Summary.IsOpen) { , ('calm', $Text.Open, $total.Open) } else { , ('good', $Text.Done, $total.Done) }
        , ('bad', $Text.NotDone, $total.Failed)
        , ('wait', $Text.Held, ($total.Held - $Summary.Counts.Extra.Held))
        , ('good', $Text.Unchanged, $Summary.Kept)
    )
    $notes = @(
        $Text.BeforeAfterNote
        if ($Summary.Counts.Keep.Held) { $Text.NotCounted -f (Format-ReportNumber $Summary.Counts.Keep.Held $Text) }
        if ($Summary.Unknown) { $Text.NotKnown -f (Format-ReportNumber $Summary.Unknown $Text) }
    ) -join ' '
    @(
        '<ul class="cards">'
        foreach ($card in $cards) {
            $class = $card[2] ? $card[0] : 'zero'
            "<li class='$class'><b>$(Format-ReportNumber $card[2] $Text)</b><span class='sign' aria-hidden='true'>$($ReportSigns[$card[0]])</span>$(ConvertTo-HtmlText $card[1])</li>"
        }
        '</ul><div class="two">'
        "<section><h2>$(ConvertTo-HtmlText $Text.Counts)</h2><table class='counts'><caption>$(ConvertTo-HtmlText $Text.Counts)</caption>"
        "<thead><tr><th scope='col'>$(ConvertTo-HtmlText $Text.Kind)</th>$(@($columns | ForEach-Object { "<th scope='col' class='num'>$(ConvertTo-HtmlText $words[$_])</th>" }) -join '')</tr></thead><tbody>"
        foreach ($name in $Summary.Counts.Keys) {
            $count = $Summary.Counts[$name]
            if ($name -in 'Keep', 'Extra' -and -not $count.Held) { continue }
            $cells = foreach ($column in $columns) { "<td class='num$($count.$column ? '' : ' zero')'>$(Format-ReportNumber $count.$column $Text)</td>" }
            $label = ConvertTo-HtmlText $Text[$name]
            # A section without lines is not on the page.
            $link = $Summary.Sections.Contains($name) -and $Summary.Sections[$name].Count ? "<a href='#$name'>$label</a>" : $label
            "<tr><th scope='row'>$link</th>$(-join $cells)</tr>"
        }
        "<tr class='sum'><th scope='row'>$(ConvertTo-HtmlText $Text.Total)</th>$(-join @(foreach ($column in $columns) { "<td class='num'>$(Format-ReportNumber $total.$column $Text)</td>" }))</tr>"
        '</tbody></table></section>'
        $heading = ConvertTo-HtmlText ($Summary.IsOpen ? $Text.BeforeAfterPlanned : $Text.BeforeAfter)
        "<section><h2>$heading</h2><table class='counts'><caption>$heading</caption>"
        "<thead><tr><th scope='col'>$(ConvertTo-HtmlText $Text.Kind)</th><th scope='col' class='num'>$(ConvertTo-HtmlText $Text.Before)</th><th scope='col' class='num'>$(ConvertTo-HtmlText $Text.After)</th></tr></thead><tbody>"
        foreach ($name in 'Tags', 'Customers') {
            $label = $name -eq 'Tags' ? $Text.Tags : $Text.CustomersWithTags
            "<tr><th scope='row'>$(ConvertTo-HtmlText $label)</th><td class='num'>$(Format-ReportNumber $Summary.Before.$name $Text)</td><td class='num'>$(Format-ReportNumber $Summary.After.$name $Text)</td></tr>"
        }
        "</tbody></table><p class='note'>$(ConvertTo-HtmlText $notes)</p></section></div>"
    ) -join "`n"
}

function Format-ReportNumber([object] $Number, [hashtable] $Text) { ([long] $Number).ToString('N0', $Text.Culture) }

function Format-ReportTime([object] $Time, [hashtable] $Text) {
    if ($null -eq $Time) { return '' }
    $local = ([datetimeoffset] $Time).LocalDateTime
    $local.ToString('D', $Text.Culture) + ', ' + $local.ToString('HH:mm:ss', [cultureinfo]::InvariantCulture)
}

. "$PSScriptRoot/ReportLines.ps1"
