namespace ParkUp.Sandbox;

/// <summary>One HTTP request, as the sandbox sees it through any transport.</summary>
/// <remarks>Not a record: its text form must never print the bearer token.</remarks>
/// <param name="method">The method in upper case, such as <c>POST</c>.</param>
/// <param name="path">The path without a query.</param>
/// <param name="authorization">The whole Authorization header, or null when there was none.</param>
/// <param name="body">The bytes of the body; it must not change until the request was handled.</param>
public sealed class SandboxRequest(string method, string path, string? authorization, ReadOnlyMemory<byte> body)
{
    internal const string TagListPath = "/api/v3/business/tag/list";

    /// <summary>The method in upper case.</summary>
    public string Method { get; } = method;

    /// <summary>The path without a query.</summary>
    public string Path { get; } = path;

    /// <summary>The whole Authorization header, or null.</summary>
    public string? Authorization { get; } = authorization;

    /// <summary>The bytes of the body.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>Whether it is the one request that changes nothing.</summary>
    internal bool IsList => string.Equals(Path, TagListPath, StringComparison.Ordinal);
}
