namespace ParkUp.Sandbox;

/// <summary>One HTTP request, as the sandbox sees it through any transport.</summary>
/// <remarks>Not a record: its text form must never print the bearer token.</remarks>
public sealed class SandboxRequest
{
    /// <summary>Takes the parts of the request.</summary>
    /// <param name="method">The method in upper case, such as <c>POST</c>.</param>
    /// <param name="path">The path without a query.</param>
    /// <param name="authorization">The whole Authorization header, or null when there was none.</param>
    /// <param name="body">The bytes of the body; it must not change until the request was handled.</param>
    public SandboxRequest(string method, string path, string? authorization, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(path);
        Method = method;
        Path = path;
        Authorization = authorization;
        Body = body;
    }

    /// <summary>The method in upper case.</summary>
    public string Method { get; }

    /// <summary>The path without a query.</summary>
    public string Path { get; }

    /// <summary>The whole Authorization header, or null.</summary>
    public string? Authorization { get; }

    /// <summary>The bytes of the body.</summary>
    public ReadOnlyMemory<byte> Body { get; }
}
