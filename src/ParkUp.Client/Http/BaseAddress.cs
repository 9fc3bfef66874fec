namespace ParkUp.Client;

/// <summary>Checks that the token may be sent to an address.</summary>
internal static class BaseAddress
{
    /// <returns>The address with a slash at the end, so that relative paths are appended to it.</returns>
    /// <exception cref="InvalidInputException">The address is not http or https, has a user name, query or fragment, or the proxy is malformed or has a user name.</exception>
    /// <exception cref="UnencryptedConnectionException">The token would leave this machine unencrypted.</exception>
    public static Uri Check(Uri address, Uri? proxy, bool allowUnencrypted)
    {
        // Checked first: the messages below quote the address, and it may contain a password.
        if (HasExtras(address))
        {
            throw new InvalidInputException(Texts.BaseUriExtras) { Field = "BaseUri" };
        }

        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
        {
            throw new InvalidInputException(Texts.BaseUriScheme.With(address.OriginalString)) { Field = "BaseUri" };
        }

        if (proxy is not null && HasUserInfo(proxy))
        {
            throw new InvalidInputException(Texts.ProxyUserInfo) { Field = "Proxy" };
        }

        if (proxy is not null && !(proxy.IsAbsoluteUri && proxy.Host.Length > 0 && proxy.Scheme is "http" or "https" or "socks4" or "socks4a" or "socks5"))
        {
            throw new InvalidInputException(Texts.ProxyMalformed) { Field = "Proxy" };
        }

        var isExposed = address.Scheme is "http" && !(address.IsLoopback && (proxy is null || proxy.IsLoopback));
        if (isExposed && !allowUnencrypted)
        {
            throw new UnencryptedConnectionException(Texts.Unencrypted.With(address.Host)) { Hint = Texts.UnencryptedHint };
        }

        return WithSlash(address);
    }

    private static bool HasExtras(Uri address) =>
        HasUserInfo(address) || (IsHttp(address) ? address.Query.Length > 0 || address.Fragment.Length > 0 : address.OriginalString.AsSpan().ContainsAny('?', '#'));

    /// <summary>Without http:// before it, <c>user:password@host</c> is an address of the scheme user, or none.</summary>
    private static bool HasUserInfo(Uri address) =>
        address.IsAbsoluteUri && address.UserInfo.Length > 0 || !IsHttp(address) && address.OriginalString.Contains('@', StringComparison.Ordinal);

    private static bool IsHttp(Uri address) => address.IsAbsoluteUri && address.Scheme is "http" or "https";

    /// <summary>The absolute address, with a slash at the end.</summary>
    public static Uri WithSlash(Uri address) => address.AbsolutePath.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
}
