using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PackageBuilder.Sources;

namespace PackageBuilder.Output;

/// <summary>
/// The bill of materials, as CycloneDX 1.6: the package, every file in it, and the packages that only the build uses.
/// It has no serial number and no time stamp, so that the same package always has the same one.
/// </summary>
internal static class SbomText
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(StagedModule module, ProjectLinks? links, FileInfo package, IReadOnlyList<BuildPackage> packages)
    {
        var purl = $"pkg:nuget/{StagedModule.Name}@{module.Version}?repository_url={Uri.EscapeDataString("https://www.powershellgallery.com/api/v2")}";
        var shipped = module.Files.Select(file => Shipped(module, file)).ToArray();
        var bom = new JsonObject
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["lifecycles"] = new JsonArray(new JsonObject { ["phase"] = "build" }),
                ["component"] = Root(module, links, package, purl),
            },
            ["components"] = new JsonArray([.. shipped, .. packages.Select(Excluded)]),
            ["dependencies"] = new JsonArray(new JsonObject
            {
                ["ref"] = purl,
                ["dependsOn"] = new JsonArray([.. module.Files.Where(IsAssembly).Select(static file => (JsonNode)Reference(file))]),
            }),
            // Nothing else is needed at run time but pwsh; what the build's packages bring along is not listed.
            ["compositions"] = new JsonArray(
                new JsonObject { ["aggregate"] = "complete", ["assemblies"] = new JsonArray(purl), ["dependencies"] = new JsonArray(purl) },
                new JsonObject { ["aggregate"] = "incomplete", ["dependencies"] = new JsonArray([.. packages.Select(static build => (JsonNode)Purl(build))]) }),
        };
        return bom.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Root(StagedModule module, ProjectLinks? links, FileInfo package, string purl)
    {
        var root = new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = purl,
            ["name"] = StagedModule.Name,
            ["version"] = module.Version.ToString(),
            ["description"] = module.Text("Description"),
            ["hashes"] = Hashes("SHA-256", Sha256(package.FullName)),
            ["licenses"] = License("MIT"),
            ["copyright"] = module.Text("Copyright"),
            ["purl"] = purl,
        };
        if (links is not null)
        {
            root["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "vcs", ["url"] = links.Project });
        }

        return root;
    }

    private static JsonObject Shipped(StagedModule module, string file) => new()
    {
        ["type"] = IsAssembly(file) ? "library" : "file",
        ["bom-ref"] = Reference(file),
        ["name"] = file,
        ["version"] = module.Version.ToString(),
        ["scope"] = "required",
        ["hashes"] = Hashes("SHA-256", Sha256(module.PathOf(file))),
        ["licenses"] = License("MIT"),
    };

    private static JsonObject Excluded(BuildPackage package)
    {
        var component = new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = Purl(package),
            ["name"] = package.Id,
            ["version"] = package.Version,
            // CycloneDX for what is used in building and testing, and never reaches who installs the package.
            ["scope"] = "excluded",
            ["hashes"] = Hashes("SHA-512", package.Sha512),
        };
        if (package.License is not null)
        {
            component["licenses"] = License(package.License);
        }
        else if (package.LicenseUrl is not null)
        {
            component["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["name"] = "See its address", ["url"] = package.LicenseUrl } });
        }

        component["purl"] = Purl(package);
        return component;
    }

    private static string Purl(BuildPackage package) => $"pkg:nuget/{package.Id}@{package.Version}";

    private static string Reference(string file) => $"file:{file}";

    private static bool IsAssembly(string file) => file.EndsWith(".dll", StringComparison.Ordinal);

    private static JsonArray License(string expression) => new(new JsonObject { ["expression"] = expression });

    private static JsonArray Hashes(string algorithm, string value) => new(new JsonObject { ["alg"] = algorithm, ["content"] = value });

    private static string Sha256(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
