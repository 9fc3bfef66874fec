namespace HelpBuilder.Output;

/// <summary>Sets a table in plain text: every column as wide as its widest cell, the last one wrapped.</summary>
internal static class TableLayout
{
    private const int Gap = 2;
    private const int MinLast = 16;

    /// <summary>The lines of the table; null where its last column would be too narrow to read.</summary>
    public static IReadOnlyList<string>? Lines(IReadOnlyList<IReadOnlyList<string>> rows, int width)
    {
        var last = rows[0].Count - 1;
        int[] widths = [.. Enumerable.Range(0, last).Select(column => rows.Max(row => row[column].Length))];
        var left = width - widths.Sum() - (Gap * last);
        if (left < MinLast)
        {
            return null;
        }

        var lastWidth = Math.Min(left, rows.Max(row => row[last].Length));
        List<string> lines = [.. Row(rows[0], widths, lastWidth)];
        lines.AddRange(Row([.. widths.Append(lastWidth).Select(static columns => new string('-', columns))], widths, lastWidth));
        lines.AddRange(rows.Skip(1).SelectMany(row => Row(row, widths, lastWidth)));
        return lines;
    }

    private static IEnumerable<string> Row(IReadOnlyList<string> cells, int[] widths, int lastWidth)
    {
        var start = string.Concat(widths.Select((columns, column) => cells[column].PadRight(columns + Gap)));
        var wrapped = TextWrapper.Wrap(cells[widths.Length], lastWidth);
        return wrapped.Select((text, line) => ((line == 0 ? start : new string(' ', start.Length)) + text).TrimEnd());
    }
}
