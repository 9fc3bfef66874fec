using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Security;

namespace ParkUp.Client;

/// <summary>The token, kept in a SecureString and decrypted only for a header, a comparison or redaction.</summary>
internal sealed class BearerToken
{
    private readonly SecureString _secret;

    private BearerToken(SecureString secret) => _secret = secret;

    /// <summary>Copies the secret, so that the caller may dispose of it.</summary>
    /// <exception cref="InvalidInputException">The token is blank, or has characters that no header can carry.</exception>
    public static BearerToken From(SecureString secret)
    {
        var copy = secret.Copy();
        copy.MakeReadOnly();
        var token = new BearerToken(copy);
        if (Fault(Reveal(copy)) is { } fault)
        {
            copy.Dispose();
            throw new InvalidInputException(fault) { Field = "Token" };
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

    private static string? Fault(string token) =>
        string.IsNullOrWhiteSpace(token) ? Texts.TokenBlank
        : token.AsSpan().ContainsAny('\r', '\n') ? Texts.TokenLineBreak
        : token.All(static c => c is > ' ' and < '\u007f') ? null
        : Texts.TokenCharacters;
}
