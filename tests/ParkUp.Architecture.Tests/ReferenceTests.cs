using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml.Linq;

namespace ParkUp.Architecture.Tests;

/// <summary>What the assemblies that ship are built on.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void The_client_needs_nothing_but_the_runtime() => Listing.Same([], BesideTheRuntime(Shipped.Client));

    [Fact]
    public void The_sandbox_needs_nothing_but_the_runtime() => Listing.Same([], BesideTheRuntime(Shipped.Sandbox));

    [Fact]
    public void The_cmdlets_need_the_client_the_sandbox_and_the_engine_of_their_host() =>
        Listing.Same(["ParkUp.Client", "ParkUp.Sandbox", "System.Management.Automation"], BesideTheRuntime(Shipped.Cmdlets));

    [Fact]
    public void The_sandbox_shares_no_internals_with_anyone() => Listing.Same([], FriendsOf(Shipped.Sandbox));

    [Fact]
    public void The_cmdlets_share_no_internals_with_anyone() => Listing.Same([], FriendsOf(Shipped.Cmdlets));

    [Fact]
    public void The_cmdlets_tests_and_benchmarks_see_the_internals_of_the_client() => Assert.All(
        FriendsOf(Shipped.Client),
        static friend => Assert.True(friend.EndsWith(".Tests", StringComparison.Ordinal) || friend is "ParkUp.PowerShell" or "ParkUp.Bench" or "ParkUp.Micro", friend));

    [Fact]
    public void The_tools_manifest_names_the_pwsh_that_the_tests_run_in()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Approval.RepositoryRoot, ".config/dotnet-tools.json")));
        var packages = XDocument.Load(Path.Combine(Approval.RepositoryRoot, "Directory.Packages.props"));

        Assert.Equal(
            Assert.Single(packages.Descendants("PowerShellVersion")).Value,
            manifest.RootElement.GetProperty("tools").GetProperty("powershell").GetProperty("version").GetString());
    }

    /// <summary>What the runtime itself brings lies in its folder; the engine, and what comes from NuGet, does not.</summary>
    private static string[] BesideTheRuntime(Assembly assembly) =>
    [
        .. assembly.GetReferencedAssemblies()
            .Select(static reference => reference.Name!)
            .Where(static name => !File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), name + ".dll")))
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> FriendsOf(Assembly assembly) =>
        assembly.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>().Select(static friend => friend.AssemblyName);
}
