namespace ParkUp.Client;

/// <summary>The line by which Excel is told what parts the cells: <c>sep=;</c>.</summary>
internal static class SeparatorLine
{
    private const string Key = "sep=";
    // Quotes, the key, the delimiter and a line end; one more, to see what follows a carriage return.
    private const int Longest = 10;

    /// <summary>Takes the line off a text that begins with it.</summary>
    /// <returns>The delimiter, or <see langword="null"/> where the text begins with something else.</returns>
    public static char? TakeFrom(DecodedText text)
    {
        var start = text.Peek(Longest);
        var rest = start;
        var quoted = rest is ['"', ..];
        rest = quoted ? rest[1..] : rest;
        if (!rest.StartsWith(Key, StringComparison.OrdinalIgnoreCase)
            || rest.Length == Key.Length
            || rest[Key.Length] is '"' or '\r' or '\n')
        {
            return null;
        }

        var delimiter = rest[Key.Length];
        rest = rest[(Key.Length + 1)..];
        if (quoted)
        {
            if (rest is not ['"', ..])
            {
                return null;
            }

            rest = rest[1..];
        }

        var lineEnd = rest switch
        {
            [] => 0,
            ['\r', '\n', ..] => 2,
            ['\r' or '\n', ..] => 1,
            _ => -1,
        };
        if (lineEnd < 0)
        {
            return null;
        }

        text.Skip(start.Length - rest.Length + lineEnd);
        return delimiter;
    }
}
