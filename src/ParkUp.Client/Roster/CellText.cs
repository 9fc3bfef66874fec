namespace ParkUp.Client;

/// <summary>Text of a roster's cells, seen as a person sees it.</summary>
internal static class CellText
{
    public static bool IsBlank(ReadOnlySpan<char> cell)
    {
        foreach (var c in cell)
        {
            if (!Cell.IsInvisible(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Text from a file made fit for a message: on one line, without control characters, and not too long.</summary>
    public static string Quotable(string text, int limit)
    {
        var visible = string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) || Cell.IsInvisible(source[i]) ? ' ' : source[i];
            }
        }).Trim();
        if (visible.Length <= limit)
        {
            return visible;
        }

        return string.Concat(visible.AsSpan(0, char.IsHighSurrogate(visible[limit - 1]) ? limit - 1 : limit), "…");
    }
}
