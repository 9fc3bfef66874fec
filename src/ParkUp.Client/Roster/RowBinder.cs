namespace ParkUp.Client;

/// <summary>Makes the cells of a row into an entry, by the header, or says why that cannot be trusted.</summary>
internal sealed class RowBinder(HeaderLine header, DelimitedReader reader)
{
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
            IsUnlimited = YesNo.Parse(Text(RosterField.IsUnlimited)).ToValue(),
            Code = Text(RosterField.Code),
            Plate = Text(RosterField.Plate),
            Tags = Text(RosterField.Tags),
            FailedOperation = FailedOperation(),
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

    private string? FailedOperation() =>
        CellAt(header.Operation) is { IsEmpty: false } operation && CellAt(header.Succeeded).Equals("False", StringComparison.OrdinalIgnoreCase)
            ? operation.ToString()
            : null;

    private string? Text(RosterField field)
    {
        var cell = CellOf(field);
        return cell.IsEmpty ? null : cell.ToString();
    }

    private ReadOnlySpan<char> CellOf(RosterField field) => CellAt(header.ColumnOf(field));

    private ReadOnlySpan<char> CellAt(int column) => column < 0 || column >= reader.Count ? default : Cell.Trim(reader[column]);
}
