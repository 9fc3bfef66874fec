using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using PackageBuilder.Sources;

namespace ParkUp.Package.Tests;

public sealed class PackageTests(PackedModule packed)
{
    private static readonly string[] Cmdlets =
    [
        "Add-ParkUpTag", "Compare-ParkUpRoster", "Connect-ParkUp", "Disconnect-ParkUp", "Get-ParkUpConnection", "Get-ParkUpTag",
        "Import-ParkUpRoster", "Invoke-ParkUpPlan", "New-ParkUpCustomer", "Revoke-ParkUpTag", "Set-ParkUpTag", "Test-ParkUpConnection",
    ];

    [Fact]
    public void The_package_holds_the_approved_files_and_nothing_else()
    {
        using var zip = PackedModule.OpenZip();

        Assert.Equal(
            File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "ApprovedFiles.txt")),
            zip.Entries.Select(static entry => entry.FullName).Where(PackedModule.IsModuleFile).Order(StringComparer.Ordinal).ToArray());
    }

    [Fact]
    public void The_gallery_is_told_what_it_needs_to_list_and_find_the_module()
    {
        var nuspec = packed.Nuspec;

        Assert.Equal("ParkUp.PowerShell", nuspec.GetId());
        Assert.Equal(PackedModule.Version, nuspec.GetVersion().ToNormalizedString());
        Assert.Equal(packed.Module.Text("Description"), nuspec.GetDescription());
        Assert.Equal(packed.Module.Text("Author"), nuspec.GetAuthors());
        Assert.Empty(nuspec.GetDependencyGroups());
        var tags = nuspec.GetTags().Split(' ');
        Assert.Equal(tags.Distinct(StringComparer.Ordinal).ToArray(), tags);
        string[] needed =
        [
            "PSModule", "PSEdition_Core", "PSIncludes_Cmdlet", "ParkUp", "Windows", "Linux", "MacOS",
            .. Cmdlets.Select(static name => "PSCmdlet_" + name),
            .. Cmdlets.Select(static name => "PSCommand_" + name),
        ];
        Assert.All(needed, tag => Assert.Contains(tag, tags, StringComparer.Ordinal));
    }

    [Fact]
    public void The_release_notes_are_the_changelogs()
    {
        var changelog = File.ReadAllText(Path.Combine(PackedModule.RepositoryRoot, "CHANGELOG.md"));

        Assert.Contains(packed.Nuspec.GetReleaseNotes(), changelog, StringComparison.Ordinal);
        Assert.Equal(packed.Nuspec.GetReleaseNotes(), packed.Module.Gallery("ReleaseNotes"));
        Assert.Contains("Connect-ParkUp -Sandbox", packed.Nuspec.GetReleaseNotes(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_manifest_of_a_version_that_is_no_prerelease_has_no_label()
    {
        var label = PackedModule.Version.Contains('-', StringComparison.Ordinal) ? PackedModule.Version.Split('-')[1] : null;

        Assert.Equal(label, packed.Module.Gallery("Prerelease"));
        Assert.Equal(Cmdlets, packed.Module.Cmdlets.ToArray());
    }

    [Fact]
    public void Manifest_and_gallery_name_the_same_links_or_both_none()
    {
        Assert.Equal(packed.Module.Gallery("ProjectUri") ?? "", packed.Nuspec.GetProjectUrl() ?? "");
        Assert.Equal(packed.Module.Gallery("LicenseUri") ?? "", packed.Nuspec.GetLicenseUrl() ?? "");
        Assert.Equal(packed.Module.Gallery("IconUri") ?? "", packed.Nuspec.GetIconUrl() ?? "");
    }

    [Fact]
    public void Every_assembly_is_the_modules_own_and_needs_only_the_runtime_and_the_engine()
    {
        Assert.All(packed.Assemblies, static path =>
        {
            using var pe = new PEReader(File.OpenRead(path));
            var metadata = pe.GetMetadataReader();
            var definition = metadata.GetAssemblyDefinition();

            Assert.StartsWith("ParkUp.", metadata.GetString(definition.Name), StringComparison.Ordinal);
            Assert.Equal(PackedModule.Version.Split('-')[0], definition.Version.ToString(3));
            Assert.All(
                metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)),
                static name => Assert.Matches("^(System|System[.].+|netstandard|Microsoft[.]Win32[.].+|ParkUp[.].+)$", name));
        });
        Assert.NotEmpty(packed.Assemblies);
    }

    [Fact]
    public void No_file_tells_when_or_where_it_was_made()
    {
        using var zip = PackedModule.OpenZip();

        Assert.All(zip.Entries, static entry => Assert.Equal("1980-01-01", entry.LastWriteTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        var root = PackedModule.RepositoryRoot.TrimEnd('/', '\\');
        Assert.All(packed.Module.Files, file => Assert.DoesNotContain(root, File.ReadAllText(packed.Module.PathOf(file), System.Text.Encoding.Latin1), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_package_is_of_the_version_that_Directory_Build_props_says()
    {
        var staged = ModuleVersion.Parse(PackedModule.Version);

        Assert.Equal(staged.Number, packed.Module.Text("ModuleVersion"));
        Assert.Contains($"<VersionPrefix>{staged.Number}</VersionPrefix>", File.ReadAllText(Path.Combine(PackedModule.RepositoryRoot, "Directory.Build.props")), StringComparison.Ordinal);
    }
}
