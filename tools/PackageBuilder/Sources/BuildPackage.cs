using NuGet.Packaging;
using NuGet.ProjectModel;

namespace PackageBuilder.Sources;

/// <summary>
/// A package that the build itself asks for; none of them ships. The hash is that of the package's file, in hexadecimal;
/// the licence is an SPDX expression, or null where the package names an address or nothing.
/// </summary>
internal sealed record BuildPackage(string Id, string Version, string Sha512, string? License, string? LicenseUrl)
{
    /// <summary>The packages that the projects name; what those bring along in turn is theirs.</summary>
    public static IReadOnlyList<BuildPackage> ReadAll(IEnumerable<FileInfo> assets) =>
        [.. assets.SelectMany(Read).DistinctBy(static package => (package.Id, package.Version)).OrderBy(static package => package.Id, StringComparer.Ordinal)];

    private static IEnumerable<BuildPackage> Read(FileInfo assets)
    {
        var file = new LockFileFormat().Read(assets.FullName);
        var named = file.PackageSpec.TargetFrameworks
            .SelectMany(static framework => framework.Dependencies)
            .Select(static dependency => dependency.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var library in file.Libraries.Where(library => named.Contains(library.Name) && string.Equals(library.Type, "package", StringComparison.Ordinal)))
        {
            var nuspec = new NuspecReader(Nuspec(file, library));
            var license = nuspec.GetLicenseMetadata();
            yield return new BuildPackage(
                library.Name,
                library.Version.ToNormalizedString(),
                Convert.ToHexStringLower(Convert.FromBase64String(library.Sha512)),
                license?.Type == LicenseType.Expression ? license.License : null,
                license is null && nuspec.GetLicenseUrl() is { Length: > 0 } address ? address : null);
        }
    }

    private static string Nuspec(LockFile file, LockFileLibrary library)
    {
        var name = library.Files.First(static path => path.EndsWith(".nuspec", StringComparison.Ordinal));
        return file.PackageFolders.Select(folder => Path.Combine(folder.Path, library.Path, name)).First(File.Exists);
    }
}
