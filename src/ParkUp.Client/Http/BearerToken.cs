using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Security;
using System.Text.RegularExpressions;

namespace ParkUp.Client;

/// <summary>The token, kept in a SecureString and decrypted only for a header, a comparison or redaction.</summary>
internal sealed partial class BearerToken
{
    /// <summary>What files and web pages put around a text, and no editor shows: marks of byte order, width and direction.</summary>
    private const string InvisibleCharacters = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060";

    private const string QuoteCharacters = "\"'`\u2018\u2019\u201c\u201d\u00ab\u00bb";

    private readonly SecureString _secret;

    private BearerToken(SecureString secret) => _secret = secret;

    /// <summary>Copies the secret, so that the caller may dispose of it.</summary>
    /// <param name="variable">The environment variable that it comes from; null where it was given.</param>
    /// <exception cref="InvalidInputException">The token is blank, or has characters that no header can carry.</exception>
    public static BearerToken From(SecureString secret, string? variable = null)
    {
        var copy = secret.Copy();
        copy.MakeReadOnly();
        var token = new BearerToken(copy);
        if (Fault(Reveal(copy)) is { } fault)
        {
            copy.Dispose();
            throw new InvalidInputException(fault) { Field = variable ?? "Token", Hint = variable is null ? null : Texts.TokenOfVariable.With(variable) };
        }

        return token;
    }

    public AuthenticationHeaderValue ToHeader() => new("Bearer", Reveal(_secret));

    public bool Matches(SecureString other) => string.Equals(Reveal(_secret), Reveal(other), StringComparison.Ordinal);

    /// <summary>Replaces the token in a text of the service, which may echo its request.</summary>
    public string Redact(string text) => text.Length < _secret.Length ? text : text.Replace(Reveal(_secret), "***", StringComparison.Ordinal);

    /// <summary>Reads by length: NetworkCredential stops at a NUL, and would turn a damaged token into a shorter valid one.</summary>
    private static string Reveal(SecureString secret)
    {
        var text = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Marshal.PtrToStringUni(text, secret.Length);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }

    /// <summary>What is wrong with a token, the most likely mistake in copying it first.</summary>
    private static string? Fault(string token)
    {
        var bare = token.Trim(InvisibleCharacters.ToCharArray()).Trim();
        return bare.Trim(QuoteCharacters.ToCharArray()).Trim().Length == 0 ? Texts.TokenBlank
            : bare.Length > 1 && QuoteCharacters.Contains(bare[0]) && QuoteCharacters.Contains(bare[^1]) ? Texts.TokenQuotes
            : Scheme().IsMatch(bare) ? Texts.TokenScheme
            : bare.AsSpan().ContainsAny('\r', '\n') ? Texts.TokenLineBreak
            : token.AsSpan().ContainsAny('\r', '\n') ? Texts.TokenLineBreakAtEnd
            : char.IsWhiteSpace(token[0]) || char.IsWhiteSpace(token[^1]) ? Texts.TokenBlankAtEnd
            : token.Any(static c => InvisibleCharacters.Contains(c)) ? Texts.TokenInvisible
            : token.Any(char.IsWhiteSpace) ? Texts.TokenSpace
            : token.All(static c => c is > ' ' and < '\u007f') ? null
            : Texts.TokenCharacters;
    }

    [GeneratedRegex(@"^(authorization\s*:\s*)?bearer($|[\s:])|^authorization\s*:", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scheme();
}
