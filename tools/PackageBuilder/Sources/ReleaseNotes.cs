using System.Globalization;
using System.Text.RegularExpressions;

namespace PackageBuilder.Sources;

/// <summary>A version's section of the changelog.</summary>
/// <param name="Text">What is under the heading.</param>
/// <param name="Date">The day of the release; null while it is still to come.</param>
internal sealed partial record ReleaseNotes(string Text, DateOnly? Date)
{
    /// <summary>The section of the version, or for a prerelease that has none that of the version it leads up to.</summary>
    public static ReleaseNotes Find(FileInfo changelog, ModuleVersion version)
    {
        var text = File.ReadAllText(changelog.FullName).ReplaceLineEndings("\n");
        return Section(text, version.ToString())
            ?? Section(text, version.Number)
            ?? throw new PackageException($"{changelog.Name} has no section '## [{version}]', with something under it. The package takes its release notes from there.");
    }

    private static ReleaseNotes? Section(string changelog, string version)
    {
        var headings = Heading().Matches(changelog);
        for (var i = 0; i < headings.Count; i++)
        {
            if (string.Equals(headings[i].Groups["version"].Value, version, StringComparison.OrdinalIgnoreCase))
            {
                var start = headings[i].Index + headings[i].Length;
                var end = i + 1 < headings.Count ? headings[i + 1].Index : changelog.Length;
                var text = LinkDefinition().Replace(changelog[start..end], "").Trim();
                var isDated = DateOnly.TryParseExact(headings[i].Groups["date"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
                return text.Length == 0 ? null : new ReleaseNotes(text, isDated ? date : null);
            }
        }

        return null;
    }

    [GeneratedRegex(@"^## \[(?<version>[^\]\n]+)\](?: - (?<date>\S+))?[^\n]*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Heading();

    // [0.1.0]: https://… below the last section is no note.
    [GeneratedRegex(@"^\[[^\]\n]+\]: \S+$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex LinkDefinition();
}
