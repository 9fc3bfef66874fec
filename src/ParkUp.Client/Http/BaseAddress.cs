using System.Collections.Frozen;

namespace ParkUp.Client;

/// <summary>Which addresses a token may be sent to.</summary>
internal static class BaseAddress
{
    /// <summary>The address, ending in a slash so that paths add to it.</summary>
    /// <exception cref="InvalidInputException">It is no http or https address, or carries more than an address.</exception>
    /// <exception cref="UnencryptedConnectionException">The token would leave this machine unencrypted.</exception>
    public static Uri Check(Uri address, Uri? proxy, bool allowUnencrypted)
    {
        // First, since what follows repeats the address, and a password may be in it.
        if (address.IsAbsoluteUri && (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0))
        {
            throw new InvalidInputException(Texts.BaseUriExtras) { Field = "BaseUri" };
        }

        if (!address.IsAbsoluteUri || !(HasScheme(address, Uri.UriSchemeHttp) || HasScheme(address, Uri.UriSchemeHttps)))
        {
            throw new InvalidInputException(Texts.BaseUriScheme.With(address.OriginalString)) { Field = "BaseUri" };
        }

        if (proxy is not null && !(proxy.IsAbsoluteUri && proxy.Host.Length > 0 && ProxySchemes.Contains(proxy.Scheme)))
        {
            throw new InvalidInputException(Texts.ProxyMalformed) { Field = "Proxy" };
        }

        var leavesInClear = HasScheme(address, Uri.UriSchemeHttp)
            && !(address.IsLoopback && (proxy is null || proxy.IsLoopback));
        if (leavesInClear && !allowUnencrypted)
        {
            throw new UnencryptedConnectionException(Texts.Unencrypted.With(address.Host)) { Hint = Texts.UnencryptedHint };
        }

        return AsFolder(address);
    }

    /// <summary>The absolute address, ending in a slash.</summary>
    public static Uri AsFolder(Uri address) =>
        address.AbsolutePath.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");

    private static readonly FrozenSet<string> ProxySchemes =
        ((string[])["http", "https", "socks4", "socks4a", "socks5"]).ToFrozenSet(StringComparer.Ordinal);

    private static bool HasScheme(Uri address, string scheme) => string.Equals(address.Scheme, scheme, StringComparison.Ordinal);
}
