using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ParkUp.Sandbox;

/// <summary>Parses a body, or says in Node's words why it cannot be parsed.</summary>
internal static class RequestBody
{
    public static bool TryParse(
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out JsonDocument? document,
        [NotNullWhen(false)] out string? problem)
    {
        document = null;
        ReadOnlySpan<byte> bytes = body.Span;
        if (bytes.IsEmpty)
        {
            // As Express does: no body is an empty object, and validation names what is missing.
            document = JsonDocument.Parse("{}"u8.ToArray());
        }
        else if (!Utf8.IsValid(bytes))
        {
            // The reader leaves strings undecoded until they are asked for; better to know now.
            problem = "Unexpected token \uFFFD in JSON";
            return false;
        }
        else
        {
            try
            {
                document = JsonDocument.Parse(body);
            }
            catch (JsonException exception)
            {
                problem = Describe(bytes, PositionOf(bytes, exception));
                return false;
            }

            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                document.Dispose();
                document = null;
                problem = Describe(bytes, bytes.IndexOfAnyExcept(" \t\r\n"u8));
                return false;
            }
        }

        problem = null;
        return true;
    }

    private static int PositionOf(ReadOnlySpan<byte> bytes, JsonException exception)
    {
        int position = 0;
        for (long line = exception.LineNumber ?? 0; line > 0; line--)
        {
            position += bytes[position..].IndexOf((byte)'\n') + 1;
        }

        return position + (int)(exception.BytePositionInLine ?? 0);
    }

    private static string Describe(ReadOnlySpan<byte> bytes, int position)
    {
        if (position >= bytes.Length)
        {
            return "Unexpected end of JSON input";
        }

        Rune.DecodeFromUtf8(bytes[position..], out Rune token, out _);
        return $"Unexpected token {token} in JSON at position {position.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
