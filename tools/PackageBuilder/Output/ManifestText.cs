using System.Management.Automation.Language;
using PackageBuilder.Sources;

namespace PackageBuilder.Output;

/// <summary>The manifest as the repository has it, with what only the build knows.</summary>
internal static class ManifestText
{
    private const string VersionMark = "ModuleVersion        = '0.0.0'";
    private const string VersionComment = "    # The version is that of Directory.Build.props: the build puts it here.\n";
    private const string GalleryMark = "            # The build adds Prerelease, LicenseUri, ProjectUri, IconUri and ReleaseNotes, as far as it knows them.\n";

    public static string Complete(string template, ModuleVersion version, ReleaseNotes notes, ProjectLinks? links)
    {
        var keys = new List<(string Key, string Value)>();
        if (version.IsPrerelease)
        {
            keys.Add(("Prerelease", version.Label));
        }

        if (links is not null)
        {
            keys.Add(("LicenseUri", links.License));
            keys.Add(("ProjectUri", links.Project));
            keys.Add(("IconUri", links.Icon));
        }

        keys.Add(("ReleaseNotes", notes.Text));
        var text = template.ReplaceLineEndings("\n");
        text = Replace(text, VersionComment, "");
        text = Replace(text, VersionMark, $"ModuleVersion        = {Quoted(version.Number)}");
        return Replace(text, GalleryMark, string.Concat(keys.Select(static pair => $"            {pair.Key} = {Quoted(pair.Value)}\n")));
    }

    // PowerShell ends a string at a typographic quote as well: its own escaping knows them all.
    private static string Quoted(string value) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";

    private static string Replace(string text, string mark, string value) =>
        text.Contains(mark, StringComparison.Ordinal)
            ? text.Replace(mark, value, StringComparison.Ordinal)
            : throw new PackageException($"The manifest has no line '{mark.Trim()}', where the build puts what it knows.");
}
