using System.Text;

namespace ParkUp.Client;

/// <summary>What the caller knows of a roster file; the rest is detected.</summary>
internal sealed class RosterOptions
{
    private readonly char? _delimiter;

    /// <summary>The delimiter, whatever the file suggests.</summary>
    /// <exception cref="ArgumentException">A quote or a line break cannot be a delimiter.</exception>
    public char? Delimiter
    {
        get => _delimiter;
        init => _delimiter = value is '"' or '\r' or '\n'
            ? throw new ArgumentException(Texts.RosterBadDelimiter, nameof(value))
            : value;
    }

    /// <summary>The encoding of a file without a byte order mark; a mark is surer than what the caller says.</summary>
    public Encoding? Encoding { get; init; }
}
