namespace ParkUp.Client;

/// <summary>An error in full: what happened, to which customer and tag, and what to do next.</summary>
public static class Explain
{
    /// <summary>The error of a tag's row.</summary>
    /// <param name="result">What became of the tag.</param>
    /// <param name="error">Why.</param>
    public static string Error(TagResult result, ParkUpException error)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Messages.TagSentence(result) + " " + WithHint(error);
    }

    /// <summary>The error of a customer's rows.</summary>
    /// <param name="result">What became of the customer.</param>
    /// <param name="error">Why.</param>
    public static string Error(CustomerResult result, ParkUpException error)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Messages.CustomerSentence(result) + " " + WithHint(error);
    }

    /// <summary>The error of a list that could not be had.</summary>
    /// <param name="refId">The customer's reference.</param>
    /// <param name="error">Why.</param>
    public static string Error(string? refId, ParkUpException error) => Messages.ListSentence(refId) + " " + WithHint(error);

    /// <summary>What a person is known by, as a log may show it: at most two characters, and never the greater part of a short text.</summary>
    /// <param name="text">An email, a phone, a plate or a name.</param>
    public static string Masked(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var kept = Math.Min(2, text.Length / 3);
        if (kept > 0 && char.IsHighSurrogate(text[kept - 1]))
        {
            kept--;
        }

        return text[..kept] + "***";
    }

    /// <summary>A text of others, harmless on a terminal: without what it would obey, and without what turns the reading direction.</summary>
    /// <param name="text">The text.</param>
    public static string Harmless(string text) => Printable.Clean(text);

    /// <summary>The error and what to do next, where it concerns no row.</summary>
    /// <param name="error">The error.</param>
    public static string WithHint(ParkUpException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.Hint is { } hint ? error.Message + " " + hint : error.Message;
    }
}
