using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ParkUp.Package.Tests;

public sealed class SbomTests(PackedModule packed)
{
    private readonly JsonNode _bom = JsonNode.Parse(File.ReadAllText(PackedModule.SbomPath))!;

    [Fact]
    public void The_bill_is_of_this_very_package()
    {
        Assert.Equal("CycloneDX", (string?)_bom["bomFormat"]);
        Assert.Equal("1.6", (string?)_bom["specVersion"]);
        var module = _bom["metadata"]!["component"]!;
        Assert.Equal("ParkUp.PowerShell", (string?)module["name"]);
        Assert.Equal(PackedModule.Version, (string?)module["version"]);
        Assert.Equal(Sha256(PackedModule.PackagePath), Hash(module, "SHA-256"));
    }

    [Fact]
    public void Every_file_that_ships_is_listed_with_its_hash()
    {
        var shipped = Components("required").ToDictionary(static part => (string)part["name"]!, static part => Hash(part, "SHA-256"), StringComparer.Ordinal);

        Assert.Equal(packed.Module.Files.ToDictionary(static file => file, file => Sha256(packed.Module.PathOf(file)), StringComparer.Ordinal), shipped);
    }

    [Fact]
    public void What_only_the_build_uses_is_marked_as_such()
    {
        var excluded = Components("excluded").ToList();

        Assert.All(
            ["PowerShellStandard.Library", "Meziantou.Analyzer", "Markdig"],
            (string name) => Assert.Contains(excluded, part => string.Equals((string?)part["name"], name, StringComparison.Ordinal)));
        Assert.All(excluded, static part =>
        {
            Assert.Matches("^[0-9a-f]{128}$", Hash(part, "SHA-512"));
            Assert.Equal($"pkg:nuget/{part["name"]}@{part["version"]}", (string?)part["purl"]);
        });
        Assert.Equal(_bom["components"]!.AsArray().Count, excluded.Count + Components("required").Count());
    }

    [Fact]
    public void Nothing_in_it_changes_from_one_run_to_the_next()
    {
        Assert.Null(_bom["serialNumber"]);
        Assert.Null(_bom["metadata"]!["timestamp"]);
    }

    private IEnumerable<JsonNode> Components(string scope) =>
        _bom["components"]!.AsArray().OfType<JsonNode>().Where(part => string.Equals((string?)part["scope"], scope, StringComparison.Ordinal));

    private static string Hash(JsonNode component, string algorithm)
    {
        var hash = Assert.Single(component["hashes"]!.AsArray())!;
        Assert.Equal(algorithm, (string?)hash["alg"]);
        return (string)hash["content"]!;
    }

    private static string Sha256(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
