using System.Xml.Linq;
using PackageBuilder.Sources;

namespace PackageBuilder.Output;

/// <summary>The package as the PowerShell Gallery expects it: what Publish-PSResource would say of the module, with nothing but its files.</summary>
internal static class NuspecText
{
    private static readonly XNamespace Nuspec = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";

    public static string Write(StagedModule module, ProjectLinks? links, string? commit)
    {
        var metadata = new XElement(
            Nuspec + "metadata",
            Element("id", StagedModule.Name),
            Element("version", module.Version.ToString()),
            Element("authors", module.Text("Author")),
            Element("owners", module.Text("CompanyName")),
            Element("requireLicenseAcceptance", "false"),
            Optional("licenseUrl", module.Gallery("LicenseUri")),
            Optional("projectUrl", module.Gallery("ProjectUri")),
            Optional("iconUrl", module.Gallery("IconUri")),
            Element("description", module.Text("Description")),
            Optional("releaseNotes", module.Gallery("ReleaseNotes")),
            Element("copyright", module.Text("Copyright")),
            Element("tags", string.Join(' ', Tags(module))));
        if (links is not null)
        {
            metadata.Add(new XElement(
                Nuspec + "repository",
                new XAttribute("type", "git"),
                new XAttribute("url", links.Project),
                string.IsNullOrEmpty(commit) ? null : new XAttribute("commit", commit)));
        }

        var files = module.Files.Select(file => new XElement(
            Nuspec + "file",
            new XAttribute("src", file),
            new XAttribute("target", file)));
        return new XDocument(new XElement(Nuspec + "package", metadata, new XElement(Nuspec + "files", files))) + "\n";
    }

    // The gallery finds a module's commands by these.
    private static IEnumerable<string> Tags(StagedModule module) =>
    [
        .. module.Tags,
        "PSModule",
        "PSIncludes_Cmdlet",
        .. module.Cmdlets.Select(static cmdlet => $"PSCmdlet_{cmdlet}"),
        .. module.Cmdlets.Select(static cmdlet => $"PSCommand_{cmdlet}"),
    ];

    private static XElement Element(string name, string value) => new(Nuspec + name, value);

    private static XElement? Optional(string name, string? value) => value is null ? null : Element(name, value);
}
