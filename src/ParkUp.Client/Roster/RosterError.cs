namespace ParkUp.Client;

/// <summary>A row of a roster that cannot be trusted, because its cells do not line up with the header.</summary>
public sealed class RosterError
{
    internal RosterError(RosterEntry entry, string? field, string message)
    {
        Entry = entry;
        Field = field;
        Message = message;
    }

    /// <summary>The line of the file on which the row starts; the first line is 1.</summary>
    public int Line => Entry.Line;

    /// <summary>The header of the column at fault, or <see langword="null"/> where no single column is.</summary>
    public string? Field { get; }

    /// <summary>What is wrong with the row, and what to do about it.</summary>
    public string Message { get; }

    /// <summary>What could be read of the row. Cells may be missing, or stand under the wrong column.</summary>
    public RosterEntry Entry { get; }
}
