using NuGet.Packaging;
using PackageBuilder;
using PackageBuilder.Output;
using PackageBuilder.Sources;

namespace ParkUp.Package.Tests;

/// <summary>The build's tool, with what this repository does not have just now: an address, a label, another changelog.</summary>
public sealed class BuilderTests(PackedModule packed) : IDisposable
{
    private const string Address = "https://github.com/example/parkup";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parkup-builder-");

    [Fact]
    public void The_links_of_manifest_and_package_follow_from_the_repositorys_address()
    {
        var (module, nuspec) = Build(Address, "0.2.0", "## [0.2.0] - 2026-01-31\n\nNew.\n");

        Assert.Equal(Address, module.Gallery("ProjectUri"));
        Assert.Equal(Address + "/blob/v0.2.0/LICENSE", module.Gallery("LicenseUri"));
        Assert.Equal(Address + "/raw/v0.2.0/docs/icon.png", module.Gallery("IconUri"));
        Assert.Equal(module.Gallery("ProjectUri"), nuspec.GetProjectUrl());
        Assert.Equal(module.Gallery("LicenseUri"), nuspec.GetLicenseUrl());
        Assert.Equal(module.Gallery("IconUri"), nuspec.GetIconUrl());
        Assert.Equal(("git", Address, "abc123"), (nuspec.GetRepositoryMetadata().Type, nuspec.GetRepositoryMetadata().Url, nuspec.GetRepositoryMetadata().Commit));
        Assert.True(File.Exists(Path.Combine(PackedModule.RepositoryRoot, "docs/icon.png")));
        Assert.True(File.Exists(Path.Combine(PackedModule.RepositoryRoot, "LICENSE")));
    }

    [Fact]
    public void The_links_of_a_build_that_is_no_release_lead_to_the_default_branch()
    {
        var (module, _) = Build(Address, "0.2.0", "## [0.2.0]\n\nNew.\n", isRelease: false);

        Assert.Equal(Address + "/blob/HEAD/LICENSE", module.Gallery("LicenseUri"));
        Assert.Equal(Address + "/raw/HEAD/docs/icon.png", module.Gallery("IconUri"));
    }

    [Fact]
    public void Without_an_address_there_are_no_links()
    {
        var (module, nuspec) = Build("", "0.2.0", "## [0.2.0]\n\nNew.\n");

        Assert.All(["ProjectUri", "LicenseUri", "IconUri", "Prerelease"], (string key) => Assert.Null(module.Gallery(key)));
        Assert.True(string.IsNullOrEmpty(nuspec.GetProjectUrl() + nuspec.GetLicenseUrl() + nuspec.GetIconUrl() + nuspec.GetRepositoryMetadata().Url));
    }

    [Fact]
    public void A_prerelease_has_its_label_in_manifest_and_package()
    {
        var (module, nuspec) = Build(Address, "0.2.0-preview1", "## [0.2.0] - Unreleased\n\nNew.\n");

        Assert.Equal("0.2.0", module.Text("ModuleVersion"));
        Assert.Equal("preview1", module.Gallery("Prerelease"));
        Assert.Equal("0.2.0-preview1", nuspec.GetVersion().ToString());
    }

    [Theory]
    [InlineData("It's done: $(rm) $env:HOME `n @{} 'quoted'")]
    [InlineData("‘curled’ ‚low‛ “double”")]
    [InlineData("one\n\n- two; three %3B &amp; <b> — ñandú")]
    public void Release_notes_arrive_as_they_were_written(string notes)
    {
        var (module, nuspec) = Build(Address, "0.2.0", $"# Changelog\n\n## [0.2.0] - 2026-01-31\n\n{notes}\n\n## [0.1.0] - 2025-01-31\n\nOld.\n\n[0.2.0]: https://example.com\n");

        Assert.Equal(notes, module.Gallery("ReleaseNotes"));
        Assert.Equal(notes, nuspec.GetReleaseNotes().ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("# Changelog\n")]
    [InlineData("# Changelog\n\n## [0.2.0]\n\n## [0.1.0]\n\nOld.\n")]
    [InlineData("# Changelog\n\n## [Unreleased]\n\nNew.\n\n## [0.1.0] - 2026-01-31\n\nOld.\n")]
    [InlineData("# Changelog\n\n## [10.2.0]\n\nFar.\n")]
    public void A_version_of_which_the_changelog_says_nothing_is_refused(string changelog)
    {
        var fault = Assert.Throws<PackageException>(() => Find(changelog, "0.2.0"));

        Assert.Contains("has no section '## [0.2.0]'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prerelease_takes_the_section_of_its_own_before_that_of_the_version()
    {
        const string changelog = "## [0.2.0] - Unreleased\n\nAll.\n\n## [0.2.0-preview1] - 2026-01-31\n\nSome.\n";

        Assert.Equal("Some.", Find(changelog, "0.2.0-preview1").Text);
        Assert.Equal("All.", Find(changelog, "0.2.0-preview2").Text);
        Assert.Equal(new DateOnly(2026, 1, 31), Find(changelog, "0.2.0-preview1").Date);
        Assert.Null(Find(changelog, "0.2.0").Date);
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("v1.2.3")]
    [InlineData("1.2.3+build")]
    [InlineData("1.2.3-preview.1")]
    [InlineData("1.2.3-rc-1")]
    [InlineData("")]
    public void A_version_that_PowerShell_does_not_take_is_refused(string version) =>
        Assert.Throws<PackageException>(() => ModuleVersion.Parse(version));

    [Theory]
    [InlineData("http://github.com/example/parkup")]
    [InlineData("git@github.com:example/parkup.git")]
    [InlineData("https://user:secret@github.com/example/parkup")]
    public void An_address_that_nobody_should_follow_is_refused(string address) =>
        Assert.Throws<PackageException>(() => ProjectLinks.From(address, "v0.2.0"));

    [Theory]
    [InlineData("", "0.2.0", "## [0.2.0] - 2026-01-31\n\nNew.\n", "address is not known")]
    [InlineData(Address, "0.2.0", "## [0.2.0] - Unreleased\n\nNew.\n", "does not say when 0.2.0 is released")]
    public void What_must_not_be_published_is_refused(string address, string version, string changelog, string reason)
    {
        var parsed = ModuleVersion.Parse(version);
        var fault = Assert.Throws<PackageException>(() => ReleaseCheck.Demand(parsed, Find(changelog, version), ProjectLinks.From(address, "v" + version)));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.2.0", "## [0.2.0] - 2026-01-31\n\nNew.\n")]
    [InlineData("0.2.0-preview1", "## [0.2.0] - Unreleased\n\nNew.\n")]
    public void What_may_be_published_is_let_through(string version, string changelog)
    {
        var parsed = ModuleVersion.Parse(version);

        Assert.Null(Record.Exception(() => ReleaseCheck.Demand(parsed, Find(changelog, version), ProjectLinks.From(Address, "v" + version))));
    }

    [Fact]
    public void A_module_of_another_version_than_is_packed_is_refused()
    {
        var fault = Assert.Throws<PackageException>(() => StagedModule.Read(new DirectoryInfo(packed.Folder), ModuleVersion.Parse("99.0.0")));

        Assert.Contains("not 99.0.0", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_without_symbols_aside_is_refused()
    {
        var fault = Assert.Throws<PackageException>(() => SymbolArchive.Write(packed.Module, _folder, new FileInfo(Path.Combine(_folder.FullName, "x.zip"))));

        Assert.Contains("has no symbols", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ReleaseNotes Find(string changelog, string version)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, "CHANGELOG.md"));
        File.WriteAllText(file.FullName, changelog);
        return ReleaseNotes.Find(file, ModuleVersion.Parse(version));
    }

    /// <summary>As the build does it: a manifest, and then the package's description.</summary>
    private (StagedModule Module, NuspecReader Nuspec) Build(string address, string version, string changelog, bool isRelease = true)
    {
        var module = Path.Combine(_folder.FullName, "module");
        var log = Path.Combine(_folder.FullName, "CHANGELOG.md");
        var nuspec = Path.Combine(_folder.FullName, "x.nuspec");
        File.WriteAllText(log, changelog);
        string[] about = ["--version", version, "--changelog", log, "--repository-url", address, .. isRelease ? ["--repository-reference", "v" + version] : Array.Empty<string>()];
        var template = Path.Combine(PackedModule.RepositoryRoot, "module/ParkUp.PowerShell.psd1");

        Assert.Equal(0, Program.Main(["manifest", "--template", template, .. about, "--output", Path.Combine(module, "ParkUp.PowerShell.psd1")]));
        Assert.Equal(0, Program.Main(["nuspec", "--module", module, .. about, "--commit", "abc123", "--output", nuspec]));
        return (StagedModule.Read(new DirectoryInfo(module), ModuleVersion.Parse(version)), new NuspecReader(nuspec));
    }
}
