using System.Text;
using System.Text.RegularExpressions;

namespace ParkUp.Client.Tests.Fuzz;

/// <summary>Spoils what was good: byte by byte, piece by piece, and for JSON also token by token.</summary>
internal static partial class Mutation
{
    private static readonly string[] Tokens =
    [
        "true", "false", "null", "0", "1", "-1", "1.0", "1e2", "1.5", "99999999999999999999", "NaN", "tru", "TRUE", "'T1'",
        "\"true\"", "\"1\"", "\"\"", "\"T1\"", "\"T2\"", "\"t1\"", "\" T1 \"", "\"T9\"", "\"\\u0054\\u0031\"", "\"\\ud800\"", "\"T1\\u0000\"",
        "\"AA1111\"", "\"aa-11.11\"", "\"tag\"", "\"status\"", "\"cancell\"", "\"customer\"", "\"tags\"", "\"tagsCreate\"", "\"tagsCancell\"",
        "\"code\"", "\"plate\"", "\"id\"", "\"Status\"", "\"\\u0073tatus\"", "\"\\udc00\"",
        "{", "}", "[", "]", ",", ":", "{}", "[]", "[[]]", "{\"tag\":\"T1\",\"status\":true}", "{\"tag\":\"T3\",\"cancell\":true}", "/**/", "\uFEFF", "\0", " ",
    ];

    private static readonly byte[][] Pieces =
    [
        [0], [0xFF], [0xC3], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x9A, 0x97],
        "\""u8.ToArray(), "\"\""u8.ToArray(), "\r"u8.ToArray(), "\n"u8.ToArray(), "\r\n"u8.ToArray(), ","u8.ToArray(), ";"u8.ToArray(), "\t"u8.ToArray(), "sep=;\n"u8.ToArray(),
    ];

    /// <summary>One to three times; of JSON mostly token by token, or nearly nothing of it would be JSON still.</summary>
    public static byte[] OfJson(Random random, byte[] json)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            json = random.Next(4) == 0 ? OfBytes(random, json) : OfTokens(random, json);
        }

        return json;
    }

    public static byte[] OfBytes(Random random, byte[] bytes)
    {
        var (at, length) = Range(random, bytes.Length);
        var (before, piece, after) = (bytes[..at], bytes[at..(at + length)], bytes[(at + length)..]);
        switch (random.Next(8))
        {
            case 0 when length > 0:
                piece[random.Next(length)] ^= (byte)(1 << random.Next(8));
                return [.. before, .. piece, .. after];
            case 1 when length > 0:
                piece[random.Next(length)] = (byte)random.Next(256);
                return [.. before, .. piece, .. after];
            case 2:
                return before;
            case 3:
                return [.. before, .. after];
            case 4:
                return [.. before, .. piece, .. piece, .. after];
            case 5:
                return [.. bytes, .. bytes];
            case 6:
                return [.. before, .. after, .. piece];
            default:
                return [.. before, .. Pieces[random.Next(Pieces.Length)], .. piece, .. after];
        }
    }

    private static byte[] OfTokens(Random random, byte[] json)
    {
        var tokens = Token().Matches(Encoding.UTF8.GetString(json)).Select(static match => match.Value).ToList();
        if (tokens.Count == 0)
        {
            return json;
        }

        var (at, length) = Range(random, tokens.Count);
        switch (random.Next(6))
        {
            case 0:
                tokens.RemoveRange(at, Math.Min(length, 6));
                break;
            case 1:
                tokens.InsertRange(at, tokens.GetRange(at, Math.Min(length, 12)));
                break;
            case 2:
                var other = random.Next(tokens.Count);
                (tokens[other], tokens[at % tokens.Count]) = (tokens[at % tokens.Count], tokens[other]);
                break;
            case 3:
                tokens.Insert(at, Tokens[random.Next(Tokens.Length)]);
                break;
            default:
                tokens[at % tokens.Count] = Tokens[random.Next(Tokens.Length)];
                break;
        }

        return Encoding.UTF8.GetBytes(string.Concat(tokens));
    }

    private static (int At, int Length) Range(Random random, int count)
    {
        var at = random.Next(count + 1);
        return (at, random.Next(Math.Min(count - at, 40) + 1));
    }

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\[\]{},:"]+|"
        """, RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
