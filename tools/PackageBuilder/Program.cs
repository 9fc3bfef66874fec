using System.CommandLine;
using PackageBuilder.Output;
using PackageBuilder.Sources;

namespace PackageBuilder;

/// <summary>The commands that the build calls, in this order: manifest, nuspec, (NuGet packs,) symbols, sbom.</summary>
internal static class Program
{
    private static readonly Option<string> Version = Needed("--version", "The version, with its prerelease label.");
    private static readonly Option<FileInfo> Changelog = NeededFile("--changelog", "CHANGELOG.md.");
    private static readonly Option<DirectoryInfo> Module = new("--module") { Required = true, Description = "The staged module." };
    private static readonly Option<FileInfo> Output = NeededFile("--output", "The file to write.");
    private static readonly Option<string> RepositoryUrl = new("--repository-url") { Description = "Where the project is on the web.", DefaultValueFactory = static _ => "" };
    private static readonly Option<string> RepositoryReference = new("--repository-reference") { Description = "The tag or branch that the links lead to.", DefaultValueFactory = static _ => "HEAD" };

    public static int Main(string[] args) =>
        new RootCommand("Writes the module's manifest and what goes with its package.") { Manifest(), Nuspec(), Symbols(), Sbom() }.Parse(args).Invoke();

    private static Command Manifest()
    {
        var template = NeededFile("--template", "The manifest as the repository has it.");
        return new Command("manifest", "Completes the manifest.") { template, Version, Changelog, RepositoryUrl, RepositoryReference, Output }.Does(parsed =>
        {
            var version = ModuleVersion.Parse(parsed.GetRequiredValue(Version));
            var notes = ReleaseNotes.Find(parsed.GetRequiredValue(Changelog), version);
            var links = Links(parsed);
            Files.Write(parsed.GetRequiredValue(Output), ManifestText.Complete(File.ReadAllText(parsed.GetRequiredValue(template).FullName), version, notes, links));
        });
    }

    private static Command Nuspec()
    {
        var commit = new Option<string>("--commit") { Description = "The commit that is packed.", DefaultValueFactory = static _ => "" };
        var release = new Option<bool>("--for-release") { Description = "Refuse what must not be published." };
        return new Command("nuspec", "Describes the package to NuGet.") { Module, Version, Changelog, RepositoryUrl, RepositoryReference, commit, release, Output }.Does(parsed =>
        {
            var version = ModuleVersion.Parse(parsed.GetRequiredValue(Version));
            var links = Links(parsed);
            if (parsed.GetValue(release))
            {
                ReleaseCheck.Demand(version, ReleaseNotes.Find(parsed.GetRequiredValue(Changelog), version), links);
            }

            var module = StagedModule.Read(parsed.GetRequiredValue(Module), version);
            Files.Write(parsed.GetRequiredValue(Output), NuspecText.Write(module, links, parsed.GetValue(commit)));
        });
    }

    private static Command Symbols()
    {
        var pdbs = new Option<DirectoryInfo>("--pdbs") { Required = true, Description = "The folder of the symbols." };
        return new Command("symbols", "Puts the symbols of the module's assemblies into an archive.") { Module, Version, pdbs, Output }.Does(parsed =>
        {
            var module = StagedModule.Read(parsed.GetRequiredValue(Module), ModuleVersion.Parse(parsed.GetRequiredValue(Version)));
            SymbolArchive.Write(module, parsed.GetRequiredValue(pdbs), parsed.GetRequiredValue(Output));
        });
    }

    private static Command Sbom()
    {
        var package = NeededFile("--package", "The package that is described.");
        var assets = new Option<FileInfo[]>("--assets") { Required = true, AllowMultipleArgumentsPerToken = true, Description = "The project.assets.json of each project that ships or builds." };
        return new Command("sbom", "Writes the bill of materials.") { Module, Version, RepositoryUrl, RepositoryReference, package, assets, Output }.Does(parsed =>
        {
            var version = ModuleVersion.Parse(parsed.GetRequiredValue(Version));
            var module = StagedModule.Read(parsed.GetRequiredValue(Module), version);
            var links = Links(parsed);
            var packages = BuildPackage.ReadAll(parsed.GetRequiredValue(assets));
            Files.Write(parsed.GetRequiredValue(Output), SbomText.Write(module, links, parsed.GetRequiredValue(package), packages));
        });
    }

    private static Command Does(this Command command, Action<ParseResult> action)
    {
        command.SetAction(parsed =>
        {
            try
            {
                action(parsed);
                return 0;
            }
            catch (PackageException fault)
            {
                // The form in which MSBuild reads errors.
                Console.Error.WriteLine($"PackageBuilder : error PACK001: {fault.Message}");
                return 1;
            }
        });
        return command;
    }

    private static ProjectLinks? Links(ParseResult parsed) =>
        ProjectLinks.From(parsed.GetValue(RepositoryUrl), parsed.GetRequiredValue(RepositoryReference));

    private static Option<string> Needed(string name, string description) => new(name) { Required = true, Description = description };

    private static Option<FileInfo> NeededFile(string name, string description) => new(name) { Required = true, Description = description };
}
