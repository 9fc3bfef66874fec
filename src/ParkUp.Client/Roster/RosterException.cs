namespace ParkUp.Client;

/// <summary>A roster that cannot be read at all, or not beyond a certain line.</summary>
/// <remarks>The message names the file, the problem and the remedy.</remarks>
public sealed class RosterException : ParkUpException
{
    internal RosterException(string path, int? line, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Path = path;
        Line = line;
    }

    /// <summary>The file, as it was given.</summary>
    public string Path { get; }

    /// <summary>The line at fault, or <see langword="null"/> where the whole file is.</summary>
    public int? Line { get; }
}
