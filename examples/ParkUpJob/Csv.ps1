# CSV files that a spreadsheet opens right with a double click, and that the module reads back.

# The order of the columns of a step or result, for people. The other columns follow in their own order.
$StepColumns = 'Action', 'Status', 'Outcome', 'RefId', 'Name', 'LastName', 'Email', 'Code', 'Plate', 'PreviousPlate', 'FromRefId', 'Reason', 'Detail'

# What a spreadsheet would run as a formula, or change: numbers with leading zeros or separators, dates, times, yes and no.
# From twelve digits on, it shows and saves a number as 1,2E+11.
$MonthNames = 'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|' +
    'ene(?:ro)?|febrero|marzo|abr(?:il)?|mayo|junio|julio|ago(?:sto)?|sep?tiembre|set|octubre|noviembre|dic(?:iembre)?'
$ChangedBySpreadsheet = [regex]::new(@"
^[\t\r\n\v\f] | ^\p{Zs}* (?:
    [=+\-@\uFF1D\uFF0B\uFF0D\uFF20\#]
    | 0\d+ \s*$
    | \d{12,} \s*$
    | (?=[^\d]*\d) (?=\d*[^\d]) [\d.,:/\-\s%`$€()]+ $
    | \d+ (?:[.,]\d*)? E \d+ \s*$
    | \d{4}-\d{2}-\d{2}
    | \d{1,4} (?:[\s\-/.]|\sde\s)* (?:$MonthNames) \b
    | (?:$MonthNames) \.? [\s\-/.,]* \d{1,4} \b
    | \d{1,2} (?::\d+)* \s* [ap] \.? \s? m? \.? $
    | (?:true|false|verdadero|falso) \s*$
)
"@, 'IgnoreCase, CultureInvariant, IgnorePatternWhitespace, Compiled')

# Names by RefId: exactly that RefId, since A1 and a1 are two customers.
function New-PersonTable {
    , [System.Collections.Generic.Dictionary[string, object]]::new([System.StringComparer]::Ordinal)
}

# The name and email of a step; nothing where it has none. Of a Held step they may be damaged, and a damaged name would
# stop the revocation that it is written to.
function Get-StepPerson([object] $Step) {
    if ($Step.Status -eq 'Ready' -and $Step.RefId -and ($Step.Name -or $Step.LastName -or $Step.Email)) {
        [pscustomobject]@{ Name = [string] $Step.Name; LastName = [string] $Step.LastName; Email = [string] $Step.Email }
    }
}

# What is known of a customer, by the first of the tables that knows it.
function Find-JobPerson([string] $RefId, [object[]] $Table) {
    $found = $null
    foreach ($known in $Table) {
        if ($known -and $known.TryGetValue($RefId, [ref] $found)) { return $found }
    }
}

<#
.SYNOPSIS
    Writes objects to a CSV file that a spreadsheet opens right with a double click.
.DESCRIPTION
    The separator is the list separator of the session's culture, the encoding is UTF-8 with a byte order mark, the line
    ends are CRLF. Each row is in the file when the next one comes. Without rows there is no file.

    What a spreadsheet would change or run, such as 00123, 1-2 or =A1, is written as ="00123". Import-ParkUpRoster and
    Invoke-ParkUpPlan read it back.
.PARAMETER Person
    Names by RefId, from Read-JobPeople. A step without a name gets the one of an earlier step of its customer, or this one.
#>
function Export-JobCsv {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $Path,
        [Parameter(ValueFromPipeline)] [AllowNull()] [object] $InputObject,
        [System.Collections.Generic.IDictionary[string, object]] $Person
    )

    begin {
        $file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
        $separator = [cultureinfo]::CurrentCulture.TextInfo.ListSeparator.Substring(0, 1)
        $columns = $null
        $people = New-PersonTable
        # Opened before the first row, so that a folder that cannot be written is known at once.
        $writer = Open-JobFile $file
    }

    process {
        if ($null -eq $InputObject) { return }
        $properties = $InputObject.PSObject.Properties
        if ($null -eq $columns) {
            $names = @($properties.Name)
            $isStep = 'Action' -in $names
            $columns = $isStep ? @($StepColumns.Where({ $_ -in $names })) + @($names.Where({ $_ -notin $StepColumns })) : $names
            $cells = [string[]]::new($columns.Count)
            Write-JobLine $writer ('"' + (@($columns | ForEach-Object { $_.Replace('"', '""') }) -join ('"' + $separator + '"')) + '"')
        }
        $known = $null
        if ($isStep) {
            $own = Get-StepPerson $InputObject
            if ($own) { $people[$InputObject.RefId] = $own }
            elseif ($InputObject.RefId) { $known = Find-JobPerson $InputObject.RefId $people, $Person }
        }
        for ($i = 0; $i -lt $cells.Length; $i++) {
            $value = $properties[$columns[$i]]?.Value
            $text = [string] $value
            if ($text -eq '' -and $known -and $columns[$i] -in 'Name', 'LastName', 'Email') { $text = $known.($columns[$i]) }
            if ($text -eq '') { $cells[$i] = ''; continue }
            if ($ChangedBySpreadsheet.IsMatch($text) -and $value -isnot [bool]) { $text = '="' + $text.Replace('"', '""') + '"' }
            $cells[$i] = '"' + $text.Replace('"', '""') + '"'
        }
        Write-JobLine $writer ([string]::Join($separator, $cells))
    }

    end {
        $writer.Dispose()
        if ($null -eq $columns) { Remove-Item -LiteralPath $file }
    }

    # Also after Ctrl+C. A disk that is full by then is known already.
    clean { try { ${writer}?.Dispose() } catch { $null = $_ } }
}

# Opens the file, and throws what the file system says without PowerShell's words around it.
function Open-JobFile([string] $File) {
    try { $writer = [System.IO.StreamWriter]::new($File, $false, [System.Text.UTF8Encoding]::new($true)) }
    catch [System.Management.Automation.MethodInvocationException] { throw $_.Exception.InnerException }
    # Written out after each row: what a killed run has done stays known.
    try { $writer.AutoFlush = $true }
    catch [System.Management.Automation.SetValueInvocationException] { throw $_.Exception.InnerException }
    $writer.NewLine = "`r`n"
    $writer
}

function Write-JobLine([System.IO.StreamWriter] $Writer, [string] $Line) {
    try { $Writer.WriteLine($Line) }
    catch [System.Management.Automation.MethodInvocationException] { throw $_.Exception.InnerException }
}

<#
.SYNOPSIS
    Names and emails by RefId, from the newest plan of an earlier run: a customer who has left the roster is in it no more.
.DESCRIPTION
    A plan that cannot be read is passed over. There is no error: without names the report is still right.
#>
function Read-JobPeople {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $ReportFolder)

    $people = New-PersonTable
    try {
        # The names contain the time of their run.
        $plans = @(Get-ChildItem -LiteralPath $ReportFolder -Filter 'sync-*-plan.csv' -File | Sort-Object Name -Descending | Select-Object -First 3)
        foreach ($plan in $plans) {
            if ($people.Count -eq 0) { Read-PlanPeople $plan.FullName $people }
        }
    }
    catch { Write-Verbose "$_" }
    , $people
}

function Read-PlanPeople([string] $File, [System.Collections.Generic.IDictionary[string, object]] $People) {
    try {
        # The culture may have been another one then. The names of the columns are in quotes.
        $header = [System.Linq.Enumerable]::First([System.IO.File]::ReadLines($File))
        $separator = $header -match '^"[^"]*"(.)"' ? $Matches[1] : ','
        foreach ($row in Import-Csv -LiteralPath $File -Delimiter $separator -ErrorAction Stop) {
            if ($row.Status -ne 'Ready') { continue }
            $refId, $name, $lastName, $email = foreach ($text in $row.RefId, $row.Name, $row.LastName, $row.Email) {
                # As Export-JobCsv armoured it.
                $text -and $text[0] -eq '=' -and $text -match '^="(.*)"$' ? $Matches[1].Replace('""', '"') : $text
            }
            if ($refId -and ($name -or $lastName -or $email)) {
                $People[$refId] = [pscustomobject]@{ Name = $name; LastName = $lastName; Email = $email }
            }
        }
    }
    catch { Write-Verbose "${File}: $_" }
}
