using System.Text.RegularExpressions;

namespace ParkUp.Client;

/// <summary>The secrets of a connection, to be removed from every text of a service, a proxy or an exception: each may repeat them.</summary>
internal sealed partial class ConnectionSecrets(BearerToken token, ConnectionProxy? proxy = null)
{
    private const string Redacted = "://***@";

    /// <summary>Removes the token, the password of the proxy, and the user name and password in any address.</summary>
    public string Redact(string text)
    {
        var shown = token.Redact(text);
        shown = proxy?.Redact(shown) ?? shown;
        return shown.Contains('@', StringComparison.Ordinal) ? UserInfo().Replace(shown, Redacted) : shown;
    }

    /// <summary>The same for a text that may hide a secret behind control characters, or cut it: these are removed first, and it is cut last.</summary>
    public string Clean(string text) => TextSanitizer.Cut(Redact(TextSanitizer.Clean(text)).Trim());

    [GeneratedRegex(@"://[^\s/?#]*@", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserInfo();
}
