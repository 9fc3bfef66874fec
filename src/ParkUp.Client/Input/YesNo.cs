namespace ParkUp.Client;

/// <summary>
/// A yes or a no as people write it in a roster: true/false, 1/0, yes/no, sí/si/no, verdadero/falso, in any case
/// and any culture. It keeps a text that is neither, so that the row can be refused by name instead of being lost.
/// </summary>
internal readonly record struct YesNo
{
    // One box for each answer, so that a million rows do not make a million of them.
    private static readonly object BoxedYes = true;
    private static readonly object BoxedNo = false;

    private YesNo(bool? value, string? text)
    {
        Value = value;
        Text = text;
    }

    /// <summary>The answer; null where the cell was blank or its text is neither a yes nor a no.</summary>
    public bool? Value { get; }

    /// <summary>The text as it was given, trimmed; null where the cell was blank.</summary>
    public string? Text { get; }

    /// <summary>Whether there is a text that is neither a yes nor a no.</summary>
    public bool IsMalformed => Text is not null && Value is null;

    /// <summary>Reads a cell. Never throws: what cannot be read is <see cref="IsMalformed"/>.</summary>
    public static YesNo Parse(string? text)
    {
        var trimmed = Cell.Trim(text);
        return new YesNo(trimmed is null ? null : Read(trimmed), trimmed);
    }

    /// <summary>The answer as a bool, else the text as it was given, else null.</summary>
    public object? ToValue() => Value switch
    {
        true => BoxedYes,
        false => BoxedNo,
        null => Text,
    };

    /// <summary>The text as it was given.</summary>
    public override string ToString() => Text ?? string.Empty;

    private static bool? Read(string text)
    {
        // An accent typed as a character of its own is the same accent.
        var word = text is ['s' or 'S', 'i' or 'I', '\u0301'] ? "sí" : text;
        return word switch
        {
            "1" => true,
            "0" => false,
            _ when Is(word, "true") || Is(word, "yes") || Is(word, "si") || Is(word, "sí") || Is(word, "verdadero") => true,
            _ when Is(word, "false") || Is(word, "no") || Is(word, "falso") => false,
            _ => null,
        };
    }

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
