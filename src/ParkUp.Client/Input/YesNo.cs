namespace ParkUp.Client;

/// <summary>
/// A yes or no: true/false, 1/0, yes/no, sí/si/no, verdadero/falso, in any case and culture. Any other text is kept, for
/// the message that refuses the row.
/// </summary>
internal readonly record struct YesNo
{
    private static readonly object BoxedYes = true;
    private static readonly object BoxedNo = false;

    private YesNo(bool? value, string? text)
    {
        Value = value;
        Text = text;
    }

    /// <summary>Null where the cell is blank, or neither yes nor no.</summary>
    public bool? Value { get; }

    /// <summary>The text; null where the cell is blank.</summary>
    public string? Text { get; }

    public bool IsMalformed => Text is not null && Value is null;

    public static YesNo Parse(string? text)
    {
        var restored = CellRules.Restore(RosterField.IsUnlimited, text);
        return new YesNo(restored is null ? null : Read(restored), restored);
    }

    /// <summary>A boxed bool, else the text, else null.</summary>
    public object? ToValue() => Value switch
    {
        true => BoxedYes,
        false => BoxedNo,
        null => Text,
    };

    private static bool? Read(string text)
    {
        // The accent may be a combining character.
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
