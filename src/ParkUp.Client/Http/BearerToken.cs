using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Security;

namespace ParkUp.Client;

/// <summary>The token, kept in a SecureString and taken out only for the header of a request.</summary>
internal sealed class BearerToken
{
    private readonly SecureString _secret;

    private BearerToken(SecureString secret) => _secret = secret;

    /// <summary>Takes a copy of its own, so that the caller may dispose of theirs.</summary>
    /// <exception cref="InvalidInputException">The token is empty, or no header could carry it.</exception>
    public static BearerToken From(SecureString secret)
    {
        var copy = secret.Copy();
        copy.MakeReadOnly();
        var token = new BearerToken(copy);
        if (Fault(token.Reveal()) is { } fault)
        {
            copy.Dispose();
            throw new InvalidInputException(fault) { Field = "Token" };
        }

        return token;
    }

    public AuthenticationHeaderValue ToHeader() => new("Bearer", Reveal());

    public bool Matches(SecureString other) => string.Equals(Reveal(), Reveal(other), StringComparison.Ordinal);

    /// <summary>A service may quote what it was sent: the token is taken out before anyone sees it.</summary>
    public string Redact(string text) => text.Length < _secret.Length ? text : text.Replace(Reveal(), "***", StringComparison.Ordinal);

    private string Reveal() => Reveal(_secret);

    /// <summary>All of it: NetworkCredential would end at a NUL, and so take a damaged token for a shorter one.</summary>
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

    private static string? Fault(string token)
    {
        if (string.IsNullOrWhiteSpace(token))
        {
            return Texts.TokenBlank;
        }

        if (token.AsSpan().ContainsAny('\r', '\n'))
        {
            return Texts.TokenLineBreak;
        }

        return token.All(static c => c is > ' ' and < '\u007f') ? null : Texts.TokenCharacters;
    }
}
