namespace PackageBuilder.Sources;

/// <summary>Where the project, its licence and its icon are on the web, at a tag or branch of it.</summary>
internal sealed record ProjectLinks(string Project, string License, string Icon)
{
    /// <summary>The links of a repository, by the paths that GitHub gives them; null where none is known.</summary>
    public static ProjectLinks? From(string? repositoryUrl, string reference)
    {
        if (string.IsNullOrWhiteSpace(repositoryUrl))
        {
            return null;
        }

        if (!Uri.TryCreate(repositoryUrl, UriKind.Absolute, out var address)
            || !string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
            || address.UserInfo.Length > 0)
        {
            throw new PackageException($"The repository's address '{repositoryUrl}' is no https address, or names a user.");
        }

        var root = repositoryUrl.TrimEnd('/');
        return new ProjectLinks(root, $"{root}/blob/{reference}/LICENSE", $"{root}/raw/{reference}/docs/icon.png");
    }
}
