using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ParkUp.Client;

/// <summary>The encodings of roster files, by the names that people use.</summary>
/// <remarks>
/// The same name means the same encoding on every machine: 'ansi' is Windows-1252, whatever the system's code page.
/// The code pages come from their provider directly; nothing is registered for the whole process.
/// </remarks>
internal static class RosterEncodings
{
    internal const int Utf16 = 1200;
    internal const int Utf16BigEndian = 1201;
    internal const int Utf32 = 12000;
    internal const int Utf32BigEndian = 12001;
    internal const int Utf8 = 65001;
    internal const int Windows1252 = 1252;

    /// <summary>The names to offer for completion. Other names and code page numbers are taken as well.</summary>
    public static IReadOnlyList<string> CommonNames { get; } = Array.AsReadOnly(
    [
        "utf8", "utf8BOM", "utf8NoBOM", "unicode", "bigendianunicode", "utf32", "windows-1252", "latin1", "ansi",
        "ascii",
    ]);

    /// <summary>Finds an encoding.</summary>
    /// <param name="name">One of <see cref="CommonNames"/>, any name that .NET knows, or a code page number.</param>
    /// <exception cref="ArgumentException">No encoding goes by that name.</exception>
    public static Encoding Parse(string name)
    {
        return TryParse(name, out var encoding)
            ? encoding
            : throw new ArgumentException(RosterMessages.UnknownEncoding(name), nameof(name));
    }

    /// <summary>Finds an encoding, if there is one.</summary>
    /// <param name="name">One of <see cref="CommonNames"/>, any name that .NET knows, or a code page number.</param>
    /// <param name="encoding">The encoding.</param>
    public static bool TryParse(string? name, [NotNullWhen(true)] out Encoding? encoding)
    {
        encoding = null;
        if (string.IsNullOrWhiteSpace(name))
        {
            return false;
        }

        var trimmed = name.Trim();
        try
        {
            encoding = CodePageOf(trimmed) is { } codePage ? ForCodePage(codePage) : ForName(trimmed);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // Unknown to .NET, or, like UTF-7, no longer supported.
        }

        return encoding is not null;
    }

    internal static Encoding ForCodePage(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);

    private static Encoding ForName(string name) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);

    private static int? CodePageOf(string name)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            // The numbers up to 3 stand for 'the default of this machine'; -1 leads to 'unknown'.
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
            "LATIN1" or "ISO88591" => 28591,
            "ASCII" => 20127,
            _ => null,
        };
    }
}
