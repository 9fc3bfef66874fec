# The report as HTML, written so that it is XML too: whatever came from files or the service is text, and nothing else.

# Characters that are not seen, change the direction of the text, or that no HTML may have; the halves of a pair only where they stand alone.
$HiddenCharacter = [regex]::new('[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\u034F\u115F\u1160\u2800\u3164\uFFA0\uFE00-\uFE0F\uFDD0-\uFDEF\uFFFE\uFFFF]|\uDB40[\uDC00-\uDFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]')

# Most cells: nothing in them needs to be looked at.
$PlainText = [regex]::new('^[A-Za-z0-9 @.,:;/_+\-áéíóúñÁÉÍÓÚÑ]{0,200}\z')

# A line has a sign beside its colour, for print and for those who do not see the colour.
$ReportSigns = @{ good = '✓'; bad = '✗'; wait = '!'; unsure = '?'; calm = '•' }

# A text for the page: line breaks and tabs are spaces, hidden characters are shown by their number.
function ConvertTo-HtmlText([object] $Value) {
    $text = "$Value"
    if ($PlainText.IsMatch($text)) { return $text }
    $text = ($text -replace '[\t\r\n]+', ' ').Trim()
    if ($text.Length -gt 600) { $text = $text.Substring(0, 600) + '…' }
    if ($HiddenCharacter.IsMatch($text)) { $text = $HiddenCharacter.Replace($text, { param($found) '‹U+' + ([int] $found.Value[0]).ToString('X4') + '›' }) }
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
        $null = $body.Append((ConvertTo-ReportCounts $Summary $Run $Text))
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

# The verdict: its sign, and in words.
function Get-ReportVerdict([object] $Summary, [object] $Run, [hashtable] $Text) {
    $total = $Summary.Total
    if ($null -eq $Run.EndedAt) { return 'wait', $Text.VerdictOpen }
    switch ("$($Run.ExitCode)") {
        0 { 'good', ("$($Text.VerdictInLine) $($Summary.Waiting)".Trim()) }
        1 {
            if ($Run.IsPlanOnly) { 'wait', $Text.VerdictNotAllPlan }
            elseif ($total.Done + $Summary.Kept -and -not $total.Left) { 'wait', $Text.VerdictMost }
            else { 'bad', $Text.VerdictNotAll }
        }
        3 { 'calm', $Text.VerdictNotSent }
        4 { 'wait', $Text.VerdictGuard }
        default { 'bad', ($Run.IsSending -or $Run.IsPlanOnly -or $total.Done + $total.Failed ? $Text.VerdictNotRun : "$($Text.VerdictNotRun) $($Text.NothingSent)") }
    }
}

# Steps that the run did not reach: not sent, or perhaps sent.
function Get-LeftText([object] $Run, [hashtable] $Text) { $Run.IsSending ? $Text.NoResult : $Text.NotSent }

# The figures below the verdict: 'Done: 3. Held: 1.'
function Format-ReportFigure([object] $Summary, [object] $Run, [hashtable] $Text) {
    if (-not $Summary.HasPlan) { return $Text.NoPlan }
    $total = $Summary.Total
    $parts = [ordered]@{}
    if ($null -eq $Run.EndedAt) { $parts[$Text.Planned] = $total.Open + $total.Done + $total.Failed }
    elseif ($Run.IsPlanOnly) { $parts[$Text.Open] = $total.Open }
    else {
        $parts[$Text.Done] = $total.Done
        $parts[$Text.NotDone] = $total.Failed
        if ($total.Left) { $parts[(Get-LeftText $Run $Text)] = $total.Left }
    }
    $parts[$Text.Held] = $total.Held
    $parts[$Text.Unchanged] = $Summary.Kept
    $figures = @($parts.Keys | ForEach-Object { "${_}: $(Format-ReportNumber $parts[$_] $Text)." }) -join ' '
    $null -ne $Run.EndedAt -and $Run.IsPlanOnly ? "$figures $($Text.NothingSent)" : $figures
}

# The verdict and its figures, when and what, and what stopped the run.
function ConvertTo-ReportHead([object] $Summary, [object] $Run, [hashtable] $Text, [string] $Title) {
    $sign, $verdict = Get-ReportVerdict $Summary $Run $Text
    $figures = Format-ReportFigure $Summary $Run $Text
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
        if ($Summary.Renamed.Count) {
            $some = @($Summary.Renamed | Select-Object -First 10) -join ', '
            "<p>$(ConvertTo-HtmlText "$(Format-CountText $Text Renamed $Summary.Renamed.Count) $some$($Summary.Renamed.Count -gt 10 ? ' …' : '')")</p>"
        }
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
function ConvertTo-ReportCounts([object] $Summary, [object] $Run, [hashtable] $Text) {
    $total = $Summary.Total
    # Before anything is sent, nothing is done and nothing has failed.
    $columns = @(
        'Planned'
        if ($Summary.IsOpen) { 'Open' }
        if ($total.Done + $total.Failed -or -not ($Summary.IsOpen -or $total.Left)) { 'Done', 'Failed' }
        if ($total.Left) { 'Left' }
        'Held'
    )
    $words = @{ Planned = $Text.Planned; Open = $Text.Open; Done = $Text.Done; Failed = $Text.NotDone; Left = Get-LeftText $Run $Text; Held = $Text.Held }
    $cards = @(
        if ($Summary.IsOpen) { , ('calm', $Text.Open, $total.Open, '') } else { , ('good', $Text.Done, $total.Done, '') }
        if ('Failed' -in $columns) { , ('bad', $Text.NotDone, $total.Failed, 'Failed') }
        if ($total.Left) { , ($(if ($Run.IsSending) { 'unsure' } else { 'calm' }), $words.Left, $total.Left, 'Left') }
        , ('wait', $Text.Held, $total.Held, 'Held')
        , ('good', $Text.Unchanged, $Summary.Kept, '')
    )
    $notes = @(
        $Text.BeforeAfterNote
        if ($Summary.Counts.Keep.Held) { Format-CountText $Text NotCounted $Summary.Counts.Keep.Held }
        if ($Summary.Unknown) { Format-CountText $Text NotKnown $Summary.Unknown }
    ) -join ' '
    @(
        '<ul class="cards">'
        foreach ($card in $cards) {
            $class = $card[2] ? $card[0] : 'zero'
            $label = ConvertTo-HtmlText $card[1]
            if ($card[3] -and $card[2]) { $label = "<a href='#$($card[3])'>$label</a>" }
            "<li class='$class'><b>$(Format-ReportNumber $card[2] $Text)</b><span class='sign' aria-hidden='true'>$($ReportSigns[$card[0]])</span>$label</li>"
        }
        '</ul><div class="two">'
        "<section><h2>$(ConvertTo-HtmlText $Text.Counts)</h2><div class='scroll' tabindex='0' role='region' aria-label='$(ConvertTo-HtmlText $Text.Counts)'><table class='counts'><caption>$(ConvertTo-HtmlText $Text.Counts)</caption>"
        "<thead><tr><th scope='col'>$(ConvertTo-HtmlText $Text.Kind)</th>$(@($columns | ForEach-Object { "<th scope='col' class='num'>$(ConvertTo-HtmlText $words[$_])</th>" }) -join '')</tr></thead><tbody>"
        foreach ($name in $ReportActions + 'Keep') {
            if ($name -ne 'Keep' -or $Summary.Counts.Keep.Held) { ConvertTo-ReportCount $name $columns $Summary $Text }
        }
        "<tr class='sum'><th scope='row'>$(ConvertTo-HtmlText $Text.Total)</th>$(-join @(foreach ($column in $columns) { "<td class='num'>$(Format-ReportNumber $total.$column $Text)</td>" }))</tr>"
        if ($Summary.Counts.Extra.Held) { ConvertTo-ReportCount Extra $columns $Summary $Text }
        '</tbody></table></div></section>'
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

# A row of the table of kinds. It leads to the section of its lines: of the kind, or of those that were not applied.
function ConvertTo-ReportCount([string] $Name, [string[]] $Columns, [object] $Summary, [hashtable] $Text) {
    $count = $Summary.Counts[$Name]
    $label = ConvertTo-HtmlText $Text[$Name]
    $target = if ($Name -ne 'Keep' -and $Summary.Sections[$Name].Count) { $Name } else { @('Failed', 'Left', 'Held').Where({ $count.$_ }, 'First') }
    if ($target) { $label = "<a href='#$target'>$label</a>" }
    $cells = foreach ($column in $Columns) { "<td class='num$($count.$column ? '' : ' zero')'>$(Format-ReportNumber $count.$column $Text)</td>" }
    "<tr><th scope='row'>$label</th>$(-join $cells)</tr>"
}

function Format-ReportNumber([object] $Number, [hashtable] $Text) { ([long] $Number).ToString('N0', $Text.Culture) }

function Format-ReportTime([object] $Time, [hashtable] $Text) {
    if ($null -eq $Time) { return '' }
    $local = ([datetimeoffset] $Time).LocalDateTime
    $local.ToString('D', $Text.Culture) + ', ' + $local.ToString('HH:mm:ss', [cultureinfo]::InvariantCulture)
}

. "$PSScriptRoot/ReportLines.ps1"
