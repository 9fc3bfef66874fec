namespace PackageBuilder.Sources;

/// <summary>What a package that is published must have, and one that is only tried out need not.</summary>
internal static class ReleaseCheck
{
    public static void Demand(ModuleVersion version, ReleaseNotes notes, ProjectLinks? links)
    {
        if (links is null)
        {
            throw new PackageException("The repository's address is not known, and a package is not published without its links: clone over https, or give -p:RepositoryUrl=https://…");
        }

        if (!version.IsPrerelease && notes.Date is null)
        {
            throw new PackageException($"CHANGELOG.md does not say when {version} is released: its heading must be '## [{version}] - <year>-<month>-<day>'.");
        }
    }
}
