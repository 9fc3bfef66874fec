namespace ParkUp.Client;

/// <summary>Makes the cells of a row into an entry, by the header, or says why that cannot be trusted.</summary>
internal sealed class RowBinder(HeaderLine header, DelimitedReader reader)
{
    public RosterEntry Bind() => new()
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
        Fault = Fault(),
    };

    private InvalidInputException? Fault()
    {
        if (reader.HasSurplus)
        {
            return new InvalidInputException(RosterMessages.LongRow(reader.RowLine, reader.Count, header.Count, header.Delimiter));
        }

        if (reader.Count > header.LastUsed)
        {
            return null;
        }

        var missing = header.NameFrom((int)reader.Count);
        return new InvalidInputException(RosterMessages.ShortRow(reader.RowLine, reader.Count, header.Count, missing)) { Field = missing };
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
