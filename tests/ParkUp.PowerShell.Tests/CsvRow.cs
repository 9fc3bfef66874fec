using System.Management.Automation;

namespace ParkUp.PowerShell.Tests;

/// <summary>Rows with a note property a column.</summary>
public static class CsvRow
{
    /// <summary>The rows of a table, as ConvertFrom-Csv makes them.</summary>
    public static PSObject[] Table(string header, params string[] lines)
    {
        using var engine = System.Management.Automation.PowerShell.Create();
        return [.. engine.AddCommand("ConvertFrom-Csv").Invoke(lines.Prepend(header))];
    }

    /// <summary>A row of any cells, also of such that no CSV line holds.</summary>
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
