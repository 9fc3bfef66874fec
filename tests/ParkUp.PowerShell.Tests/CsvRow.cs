using System.Management.Automation;

namespace ParkUp.PowerShell.Tests;

/// <summary>Rows as Import-Csv makes them: every cell a string, blank ones too, in note properties.</summary>
public static class CsvRow
{
    public static PSObject[] Table(string header, params string[] lines) =>
        [.. lines.Select(line => Of(header.Split(','), line.Split(',')))];

    public static PSObject Of(IReadOnlyList<string> columns, IReadOnlyList<string> cells)
    {
        var row = new PSObject();
        for (var i = 0; i < columns.Count; i++)
        {
            row.Properties.Add(new PSNoteProperty(columns[i], cells[i]));
        }

        return row;
    }
}
