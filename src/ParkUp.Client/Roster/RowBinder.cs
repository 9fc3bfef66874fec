namespace ParkUp.Client;

/// <summary>Makes the cells of a row into an entry, by the header, or says why that cannot be trusted.</summary>
internal sealed class RowBinder(HeaderLine header, DelimitedReader reader)
{
    // One box for each answer, so that a million rows do not make a million of them.
    private static readonly object Yes = true;
    private static readonly object No = false;

    public RosterRow Bind()
    {
        var entry = new RosterEntry
        {
            Line = reader.RowLine,
            RefId = Text(RosterField.RefId),
            CustomerId = Text(RosterField.CustomerId),
            Email = Text(RosterField.Email),
            Phone = Text(RosterField.Phone),
            Name = Text(RosterField.Name),
            LastName = Text(RosterField.LastName),
            IsUnlimited = YesNo(Cell(RosterField.IsUnlimited)),
            Code = Text(RosterField.Code),
            Plate = Text(RosterField.Plate),
        };
        if (reader.HasSurplus)
        {
            var message = RosterMessages.LongRow(entry.Line, reader.Count, header.Count, header.Delimiter);
            return new RosterRow(new RosterError(entry, field: null, message));
        }

        if (reader.Count <= header.LastUsed)
        {
            var missing = header.NameFrom((int)reader.Count);
            var message = RosterMessages.ShortRow(entry.Line, reader.Count, header.Count, missing);
            return new RosterRow(new RosterError(entry, missing, message));
        }

        return new RosterRow(entry);
    }

    private string? Text(RosterField field)
    {
        var cell = Cell(field);
        return cell.IsEmpty ? null : cell.ToString();
    }

    private ReadOnlySpan<char> Cell(RosterField field)
    {
        var column = header.ColumnOf(field);
        return column < 0 ? default : CellText.Trim(reader[column]);
    }

    /// <summary>Yes, no, or what else the cell says; nothing where it is blank.</summary>
    private static object? YesNo(ReadOnlySpan<char> cell)
    {
        if (cell.IsEmpty)
        {
            return null;
        }

        foreach (var yes in (ReadOnlySpan<string>)["true", "1", "yes", "sí", "si", "si\u0301", "verdadero"])
        {
            if (cell.Equals(yes, StringComparison.OrdinalIgnoreCase))
            {
                return Yes;
            }
        }

        foreach (var no in (ReadOnlySpan<string>)["false", "0", "no", "falso"])
        {
            if (cell.Equals(no, StringComparison.OrdinalIgnoreCase))
            {
                return No;
            }
        }

        return cell.ToString();
    }
}
