namespace ParkUp.Client;

/// <summary>Finds text that was UTF-8, was read as Windows-1252, and was then written again: <c>JosÃ©</c>.</summary>
internal static class TwiceEncoded
{
    private const int MaxWord = 30;

    // The Windows-1252 characters of the bytes 80 to 9F; those of A0 to BF are their own.
    private const string ContinuationBytes = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

    /// <summary>The word that shows it; null where none does.</summary>
    public static string? Find(ReadOnlySpan<char> text)
    {
        for (var from = 0; from < text.Length - 1;)
        {
            var next = text[from..^1].IndexOfAny('Ã', 'Â', 'â');
            if (next < 0)
            {
                return null;
            }

            from += next + 1;

            // 'â' begins the three bytes of typographic marks, and else is a letter.
            if (text[from - 1] == 'â' ? text[from] is '€' or '„' : IsContinuation(text[from]))
            {
                return Word(text, from);
            }
        }

        return null;
    }

    private static bool IsContinuation(char c) => c is (>= '\u0080' and <= '\u00BF') || ContinuationBytes.Contains(c, StringComparison.Ordinal);

    private static string Word(ReadOnlySpan<char> text, int at)
    {
        var start = at;
        while (start > 0 && at - start < MaxWord && char.IsLetterOrDigit(text[start - 1]))
        {
            start--;
        }

        var end = at + 1;
        while (end < text.Length && end - at < MaxWord && (char.IsLetterOrDigit(text[end]) || IsContinuation(text[end])))
        {
            end++;
        }

        return text[start..end].ToString();
    }
}
