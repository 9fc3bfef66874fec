namespace ParkUp.Client;

/// <summary>How the reading of a file goes: its entries share it, so that a pipeline can ask what they alone do not say.</summary>
internal sealed class RosterReading(string path)
{
    /// <summary>The file, as it was given.</summary>
    public string Path { get; } = path;

    /// <summary>Whether the file may be in another encoding: characters beyond ASCII may then be wrong.</summary>
    public bool HasEncodingDoubt { get; set; }

    /// <summary>Whether the last entry that was read ends without a line break, so that the file may be cut off within it.</summary>
    public bool EndsInRow { get; set; }

    /// <summary>The line of the last entry that was read.</summary>
    public int LastLine { get; set; }

    /// <summary>The first entry whose cells do not line up, which who imports the file does not pass on; null where there is none.</summary>
    public RosterEntry? FirstUnreadable { get; set; }

    /// <summary>Whether the file was read to its end.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Whether the file may be cut off within this entry.</summary>
    public bool MayBeCut(RosterEntry entry) => EndsInRow && entry.Line == LastLine;
}
