# CSV files that a spreadsheet opens right with a double click, and that the module reads back.

# The order of the columns of a step or result, for people. The other columns follow in their own order.
$StepColumns = 'Action', 'Status', 'Outcome', 'RefId', 'Name', 'LastName', 'Email', 'Code', 'Plate', 'PreviousPlate', 'FromRefId', 'Reason', 'Detail'

# The longest text that Excel takes within a formula.
$FormulaTextLimit = 255

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

    What a spreadsheet would change or run, such as 00123, 1-2 or =A1, is written as ="00123", or with an apostrophe
    before it where it is longer than a text in a formula may be. Import-ParkUpRoster and Invoke-ParkUpPlan read it back.
.PARAMETER Person
    Names by RefId, from Read-JobPeople. A step without a name gets the one of an earlier step of its customer, or this one.
.PARAMETER Column
    More columns, with the same value in each row.
#>
function Export-JobCsv {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $Path,
        [Parameter(ValueFromPipeline)] [AllowNull()] [object] $InputObject,
        [System.Collections.Generic.IDictionary[string, object]] $Person,
        [hashtable] $Column = @{}
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
            $isStep = @('Action', 'Status', 'RefId', 'Name', 'LastName', 'Email').Where({ $_ -notin $names }).Count -eq 0
            $columns = $isStep ? @($StepColumns.Where({ $_ -in $names })) + @($names.Where({ $_ -notin $StepColumns })) : $names
            $columns += @($Column.Keys)
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
            $value = $Column.ContainsKey($columns[$i]) ? $Column[$columns[$i]] : $properties[$columns[$i]]?.Value
            $text = [string] $value
            if ($text -eq '' -and $known -and $columns[$i] -in 'Name', 'LastName', 'Email') { $text = $known.($columns[$i]) }
            if ($text -eq '') { $cells[$i] = ''; continue }
            if ($ChangedBySpreadsheet.IsMatch($text) -and $value -isnot [bool]) {
                $text = $text.Length -le $FormulaTextLimit ? '="' + $text.Replace('"', '""') + '"' : "'" + $text
            }
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

function Open-JobFile([string] $File) {
    $writer = [System.IO.StreamWriter]::new((Open-JobStream $File), [System.Text.UTF8Encoding]::new($true))
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

# How many earlier plans are read at most in search of a name.
$PlansRead = 20

<#
.SYNOPSIS
    Names and emails by RefId, from the plans of earlier runs: a customer who has left the roster is in it no more.
.DESCRIPTION
    Only plans of the same service and the same state count: a RefId of another job or of a sandbox is another person.
    The newest plan comes first. Older ones are read for the customers in -Wanted that it does not name.
    A plan that cannot be read is passed over. There is no error: without names the report is still right.
.PARAMETER State
    What Get-SyncState says: it stands in the column State of each plan.
.PARAMETER Wanted
    The RefIds whose names are needed.
#>
function Read-JobPeople {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $ReportFolder,
        [Parameter(Mandatory)] [AllowEmptyString()] [string] $BaseUri,
        [Parameter(Mandatory)] [AllowEmptyString()] [string] $State,
        [AllowEmptyCollection()] [string[]] $Wanted = @()
    )

    $people = New-PersonTable
    # Without a state, a sandbox is a new one in each run.
    if (-not $BaseUri -or -not $State) { return , $people }
    $read = 0
    try {
        # The names contain the time of their run.
        foreach ($plan in Get-ChildItem -LiteralPath $ReportFolder -Filter 'sync-*-plan.csv' -File -ErrorAction Stop | Sort-Object Name -Descending) {
            if (Read-PlanPeople $plan.FullName $BaseUri $State $people) { $read++ }
            if ($read -ge $PlansRead -or ($read -and -not $Wanted.Where({ -not $people.ContainsKey($_) }, 'First'))) { break }
        }
    }
    catch { Write-Verbose "$_" }
    , $people
}

# Adds the names of a plan, where there is none yet. It says whether the plan is one of this service and state.
function Read-PlanPeople([string] $File, [string] $BaseUri, [string] $State, [System.Collections.Generic.IDictionary[string, object]] $People) {
    try {
        # The culture may have been another one then. The names of the columns are in quotes.
        $header = [System.Linq.Enumerable]::First([System.IO.File]::ReadLines($File))
        $separator = $header -match '^"[^"]*"(.)"' ? $Matches[1] : ','
        # All rows of a plan are of one run.
        $first = Import-Csv -LiteralPath $File -Delimiter $separator -ErrorAction Stop | Select-Object -First 1
        if ((Get-PlanCell $first.BaseUri) -cne $BaseUri -or (Get-PlanCell $first.State) -cne $State) { return $false }
        foreach ($row in Import-Csv -LiteralPath $File -Delimiter $separator -ErrorAction Stop) {
            # The name in a held revocation came from an earlier plan; in another held row it may be damaged.
            if ($row.Status -ne 'Ready' -and $row.Action -ne 'RevokeTag') { continue }
            $refId, $name, $lastName, $email = foreach ($text in $row.RefId, $row.Name, $row.LastName, $row.Email) { Get-PlanCell $text }
            if ($refId -and ($name -or $lastName -or $email)) {
                $null = $People.TryAdd($refId, [pscustomobject]@{ Name = $name; LastName = $lastName; Email = $email })
            }
        }
        $true
    }
    catch { Write-Verbose "${File}: $_"; $false }
}

# The text of a cell, without what Export-JobCsv put around it.
function Get-PlanCell([string] $Text) {
    if ($Text -and $Text[0] -eq '=' -and $Text -match '(?s)^="(.*)"$') { $Matches[1].Replace('""', '"') }
    elseif ($Text.Length -gt $FormulaTextLimit -and $Text[0] -eq "'") { $Text.Substring(1) }
    else { $Text }
}
