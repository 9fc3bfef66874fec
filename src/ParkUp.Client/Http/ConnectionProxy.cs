using System.Diagnostics.CodeAnalysis;

namespace ParkUp.Client;

/// <summary>The proxy of a connection, and the credentials that it is given.</summary>
internal sealed class ConnectionProxy
{
    /// <summary>Shorter passwords occur within ordinary words.</summary>
    private const int MinPasswordLength = 3;

    private readonly Uri _target;
    private readonly bool _hasSockets;

    /// <param name="baseUri">The address that is reached through the proxy.</param>
    public ConnectionProxy(ConnectionOptions options, Uri baseUri)
    {
        _target = baseUri;
        _hasSockets = options.Handler is null;
        Credentials = options.ProxyCredential ?? (options.ProxyUseDefaultCredentials ? CredentialCache.DefaultCredentials : null);
        // The system's proxy must not receive requests to this machine.
        IsUsed = options.Proxy is not null || !baseUri.IsLoopback;
        Settings = options.Proxy is { } address ? new WebProxy(address) { Credentials = Credentials }
            : Credentials is { } given && HttpClient.DefaultProxy.Credentials is not null ? new SystemProxy(given)
            : null;
    }

    public bool IsUsed { get; }

    /// <summary>Null for the proxy of the system as it is.</summary>
    public IWebProxy? Settings { get; }

    /// <summary>The credentials that the user gave; null for those in the settings of the system.</summary>
    public ICredentials? Credentials { get; }

    /// <summary>Whether the proxy is given any credentials.</summary>
    public bool HasCredentials => (Credentials ?? Current.Credentials) is not null;

    /// <summary>Host and port of the proxy, without user name and password; null where requests go straight to the service.</summary>
    public string? Authority => Address?.Authority;

    private IWebProxy Current => Settings ?? HttpClient.DefaultProxy;

    private Uri? Address => IsUsed && _hasSockets && !Current.IsBypassed(_target) ? Current.GetProxy(_target) : null;

    /// <summary>Removes the password of the proxy: as it is, as it is escaped in an address, and as Basic authentication encodes it.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one place that reads a password of a proxy, to remove it.")]
    public string Redact(string text)
    {
        if (Address is not { } address || (Credentials ?? Current.Credentials)?.GetCredential(address, "Basic") is not { Password.Length: >= MinPasswordLength } credential)
        {
            return text;
        }

        var basic = $"{(credential.Domain.Length > 0 ? credential.Domain + "\\" : "")}{credential.UserName}:{credential.Password}";
        return text
            .Replace(credential.Password, "***", StringComparison.Ordinal)
            .Replace(Uri.EscapeDataString(credential.Password), "***", StringComparison.OrdinalIgnoreCase)
            .Replace(Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)), "***", StringComparison.Ordinal);
    }

    /// <summary>The proxy of the system with other credentials than those in its settings.</summary>
    private sealed class SystemProxy(ICredentials credentials) : IWebProxy
    {
        public ICredentials? Credentials { get; set; } = credentials;

        public Uri? GetProxy(Uri destination) => HttpClient.DefaultProxy.GetProxy(destination);

        public bool IsBypassed(Uri host) => HttpClient.DefaultProxy.IsBypassed(host);
    }
}
