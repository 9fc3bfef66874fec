namespace ParkUp.Client;

/// <summary>The encodings of roster files by name: the same on every machine, whatever its code page.</summary>
/// <remarks>The code pages are taken from their provider, without registering it for the whole process.</remarks>
internal static class RosterEncodings
{
    internal const int Utf16 = 1200;
    internal const int Utf16BigEndian = 1201;
    internal const int Utf32 = 12000;
    internal const int Utf32BigEndian = 12001;
    internal const int Utf8 = 65001;
    internal const int Windows1252 = 1252;
    internal const int Macintosh = 10000;
    internal const int Ibm850 = 850;

    private const int MaxQuotedName = 60;

    /// <summary>The names to offer for completion; <see cref="Parse"/> knows more.</summary>
    public static IReadOnlyList<string> CommonNames { get; } = Array.AsReadOnly(
    [
        "utf8", "utf8BOM", "utf8NoBOM", "unicode", "bigendianunicode", "utf32", "windows-1252", "latin1", "ansi",
        "macintosh", "ibm850", "ibm437", "ibm858", "iso-8859-15", "ascii",
    ]);

    /// <summary>Finds an encoding by a name that .NET or PowerShell knows, or by the number of a code page.</summary>
    /// <exception cref="ArgumentException">There is no such encoding.</exception>
    public static Encoding Parse(string name)
    {
        var trimmed = name.Trim();
        try
        {
            return CodePageOf(trimmed) is { } codePage ? ForCodePage(codePage) : ForName(trimmed);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // Unknown to .NET, or no longer supported, like UTF-7.
            throw new ArgumentException(
                Texts.RosterUnknownEncoding.With(TextSanitizer.Quote(name, MaxQuotedName), string.Join(", ", CommonNames)), nameof(name), e);
        }
    }

    internal static Encoding ForCodePage(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);

    private static Encoding ForName(string name) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);

    private static int? CodePageOf(string name)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            // Code pages 0 to 3 mean a default of this machine; -1 is no code page.
            return number > 3 ? number : -1;
        }

        var key = name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        return key.ToUpperInvariant() switch
        {
            "UTF8" or "UTF8BOM" or "UTF8NOBOM" => Utf8,
            "UNICODE" or "UTF16" or "UTF16LE" => Utf16,
            "BIGENDIANUNICODE" or "UTF16BE" => Utf16BigEndian,
            "UTF32" or "UTF32LE" => Utf32,
            "BIGENDIANUTF32" or "UTF32BE" => Utf32BigEndian,
            "ANSI" or "WINDOWS1252" or "CP1252" => Windows1252,
            "MACROMAN" or "XMACROMAN" or "MAC" => Macintosh,
            "IBM850" or "CP850" or "OEM850" => Ibm850,
            "IBM437" or "CP437" or "OEM437" => 437,
            "IBM858" or "CP858" => 858,
            "LATIN9" => 28605,
            "LATIN1" or "ISO88591" => 28591,
            "ASCII" => 20127,
            _ => null,
        };
    }
}
