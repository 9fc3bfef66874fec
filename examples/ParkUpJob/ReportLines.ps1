# The sections of the report: a table of the steps of one kind.

# The columns of each section beside the customer.
$ReportColumns = @{
    RevokeTag = 'Code', 'Plate', 'Outcome'; ChangePlate = 'Code', 'PlateChange', 'Outcome'; MoveTag = 'From', 'Code', 'Plate', 'Outcome'
    AddTag = 'Code', 'Plate', 'Outcome'; CreateCustomer = 'Code', 'Plate', 'Outcome'
    Held = 'Step', 'Code', 'Plate', 'Why'; Failed = 'Step', 'Code', 'Plate', 'Why'; Left = 'Step', 'Code', 'Plate', 'Why'; Extra = 'Code', 'Plate'
}

function ConvertTo-ReportSection([string] $Name, [object] $Summary, [object] $Run, [hashtable] $Text) {
    $lines = $Summary.Sections[$Name]
    if ($lines.Count -eq 0) { return '' }
    $heading = ConvertTo-HtmlText ($Name -eq 'Held' ? $Text.HeldSection : $Name -eq 'Failed' ? $Text.FailedSection : $Name -eq 'Left' ? (Get-LeftText $Run $Text) : $Text[$Name])
    $columns = $ReportColumns[$Name]
    $html = [System.Text.StringBuilder]::new()
    $null = $html.Append("`n<section id='$Name'><h2>$heading <span>($(Format-ReportNumber $lines.Count $Text))</span></h2>")
    if ($Name -eq 'Extra') { $null = $html.Append("<p class='note'>$(ConvertTo-HtmlText $Text.ExtraNote)</p>") }
    $null = $html.Append("<table class='lines$($columns -contains 'Why' ? ' reasons' : '')'><caption>$heading</caption><thead><tr><th scope='col' class='who'>$(ConvertTo-HtmlText $Text.Customer)</th>")
    foreach ($column in $columns) {
        $class = $column -eq 'Code' ? ' class="code"' : $column -eq 'PlateChange' ? ' class="change"' : $column -eq 'Plate' ? ' class="plate"' : $column -eq 'Why' ? ' class="why"' : ''
        $null = $html.Append("<th scope='col'$class>$(ConvertTo-HtmlText $Text[$column])</th>")
    }
    $null = $html.Append("</tr></thead>")

    $left = $ReportLines
    foreach ($group in Group-ReportLine $lines ($columns -contains 'Why')) {
        if ($left -le 0) { break }
        $null = $html.Append("`n<tbody>")
        if ($group.Why) {
            $title = Format-HtmlText $Text.Times (Format-ReportNumber $group.Lines.Count $Text), $group.Why
            $null = $html.Append("<tr class='group'><th scope='rowgroup' colspan='$($columns.Count + 1)'>$title</th></tr>")
        }
        foreach ($line in $group.Lines) {
            if ($left-- -le 0) { break }
            $null = $html.Append("`n").Append((ConvertTo-ReportLine $line $columns ([bool] $group.Why) $Summary.People $Text))
        }
        $null = $html.Append('</tbody>')
    }
    $null = $html.Append('</table>')
    if ($lines.Count -gt $ReportLines) {
        $number = Format-ReportNumber ($lines.Count - $ReportLines) $Text
        $file = @($Run.Files | Where-Object { $_ }) | Select-Object -Last 1
        $null = $html.Append("<p class='more'>$($file ? (Format-HtmlText $Text.More $number, $file) : (Format-HtmlText $Text.MoreNoFile $number))</p>")
    }
    $html.Append('</section>').ToString()
}

# Lines with the same reason stand together under it, from three on: a guard gives the same one for hundreds. The others come first.
function Group-ReportLine([System.Collections.Generic.List[object]] $Line, [bool] $ByReason) {
    if (-not $ByReason) { return [pscustomobject]@{ Why = ''; Lines = $Line } }
    $groups = [System.Collections.Specialized.OrderedDictionary]::new([System.StringComparer]::Ordinal)
    foreach ($one in $Line) {
        if (-not $groups.Contains($one.Why)) { $groups[$one.Why] = [System.Collections.Generic.List[object]]::new() }
        $groups[$one.Why].Add($one)
    }
    $shared, $own = $groups.Keys.Where({ $_ -and $groups[$_].Count -ge 3 }, 'Split')
    if ($own) { [pscustomobject]@{ Why = ''; Lines = @($own | ForEach-Object { $groups[$_] }) } }
    foreach ($why in $shared) { [pscustomobject]@{ Why = $why; Lines = $groups[$why] } }
}

function ConvertTo-ReportLine([object] $Line, [string[]] $Columns, [bool] $HasHeading, [object[]] $People, [hashtable] $Text) {
    $step = $Line.Step
    $cells = foreach ($column in $Columns) {
        switch ($column) {
            From { "<td data-l='$(ConvertTo-HtmlText $Text.From)'>$(ConvertTo-ReportCustomer $step.FromRefId $null $People $Text)</td>" }
            Step {
                $from = $Line.Action -eq 'MoveTag' -and $step.FromRefId ? "<small>$(Format-HtmlText $Text.FromCustomer $step.FromRefId)</small>" : ''
                $outcome = $Line.Outcome ? "<small>$(ConvertTo-ReportOutcome $Line $Text)</small>" : ''
                "<td>$(ConvertTo-HtmlText $Text["One$($Line.Action)"])$from$outcome</td>"
            }
            Code { $step.Code ? "<td class='code' data-l='$(ConvertTo-HtmlText $Text.Code)'><b>$(ConvertTo-HtmlText $step.Code)</b></td>" : '<td></td>' }
            { $_ -in 'Plate', 'PlateChange' } { ConvertTo-ReportPlate $step $Text }
            Outcome {
                $why = $Line.Why ? "<small>$(ConvertTo-HtmlText $Line.Why)</small>" : ''
                "<td>$(ConvertTo-ReportOutcome $Line $Text)$why</td>"
            }
            Why { "<td>$($HasHeading ? '' : (ConvertTo-HtmlText $Line.Why))</td>" }
        }
    }
    "<tr><th scope='row'>$(ConvertTo-ReportCustomer $step.RefId $step $People $Text ($Columns -contains 'Why'))</th>$(-join $cells)</tr>"
}

# Name, then RefId, email and, where the row is to be fixed, its line.
function ConvertTo-ReportCustomer([string] $RefId, [object] $Step, [object[]] $People, [hashtable] $Text, [bool] $WithLine) {
    $known = $Step -and ($Step.Name -or $Step.LastName -or $Step.Email) ? $Step : (Find-JobPerson $RefId $People)
    $name = $known ? "$($known.Name) $($known.LastName)".Trim() : ''
    $email = $known ? "$($known.Email)" : ''
    $id = $RefId ? $RefId : $Text.NoCustomer
    $rest = @(
        if ($name) { $id }
        if ($email) { $email }
        if ($WithLine -and $Step.Line) { $Text.Line -f $Step.Line }
    )
    $small = $rest ? "<small>$(@($rest | ForEach-Object { "<span>$(ConvertTo-HtmlText $_)</span>" }) -join ' · ')</small>" : ''
    "<b>$(ConvertTo-HtmlText ($name ? $name : $id))</b>$small"
}

function ConvertTo-ReportPlate([object] $Step, [hashtable] $Text) {
    if (-not $Step.Plate) { return '<td></td>' }
    $plate = "<b>$(ConvertTo-HtmlText $Step.Plate)</b>"
    if ($Step.PreviousPlate -and $Step.PreviousPlate -ne $Step.Plate) { $plate = "<span class='before'>$(ConvertTo-HtmlText $Step.PreviousPlate)</span> → $plate" }
    "<td class='plate' data-l='$(ConvertTo-HtmlText $Text.Plate)'>$plate</td>"
}

function ConvertTo-ReportOutcome([object] $Line, [hashtable] $Text) {
    $name = Get-OutcomeName $Line.Action $Line.Outcome
    "<span class='out $($Line.Sign)'><span class='sign' aria-hidden='true'>$($ReportSigns[$Line.Sign])</span>$(ConvertTo-HtmlText ($Text["Outcome$name"] ?? $name))</span>"
}
