using System.Text;

namespace ParkUp.Client;

/// <summary>What the caller knows of a roster file. Whatever is left out is found out from the file.</summary>
internal sealed class RosterOptions
{
    private readonly char? _delimiter;

    /// <summary>What parts the cells, over anything the file suggests.</summary>
    /// <exception cref="ArgumentException">A quote or a line break: neither can part cells.</exception>
    public char? Delimiter
    {
        get => _delimiter;
        init => _delimiter = value is '"' or '\r' or '\n'
            ? throw new ArgumentException(Texts.RosterBadDelimiter, nameof(value))
            : value;
    }

    /// <summary>
    /// The encoding of a file without a byte order mark. A mark wins over this: no text starts with one by chance.
    /// Bytes that the encoding does not allow end the reading with a <see cref="RosterException"/>.
    /// </summary>
    public Encoding? Encoding { get; init; }
}
