namespace ParkUp.Client;

/// <summary>Fills the places of a text in the catalog.</summary>
internal static class TextFormat
{
    /// <summary>
    /// Fills in values. Strings are sanitized, since most of them come from files and answers; numbers are written in
    /// the language of the text, whatever the machine's culture is.
    /// </summary>
    public static string With(this string text, params object?[] values) => string.Format(
        CultureInfo.GetCultureInfo(Texts.NumberCulture), text, Array.ConvertAll(values, static value => value is string untrusted ? TextSanitizer.Clean(untrusted) : value));

    /// <summary>The text as a sentence: what services and sockets give as a reason often lacks its full stop.</summary>
    public static string AsSentence(string text) => text.Length > 0 && text[^1] is '.' or '!' or '?' ? text : text + ".";
}
