using System.Management.Automation;
using System.Reflection;
using PublicApiGenerator;

namespace ParkUp.Architecture.Tests;

/// <summary>What others can see and rely on changes only where somebody says so: the approved lists are in Approved.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void The_client_shows_what_was_approved() => Approval.Check("ParkUp.Client.txt", PublicTypes(Shipped.Client));

    [Fact]
    public void The_sandbox_shows_what_was_approved() => Approval.Check("ParkUp.Sandbox.txt", PublicTypes(Shipped.Sandbox));

    [Fact]
    public void The_cmdlets_show_what_was_approved() => Approval.Check("ParkUp.PowerShell.txt", PublicTypes(Shipped.Cmdlets));

    [Fact]
    public void The_module_takes_and_emits_what_was_approved() => Approval.Check("module.txt", ModuleSurface.Describe(Shipped.Cmdlets));

    /// <summary>Without what the engine reads: what that makes of its attributes is in the list of the module.</summary>
    private static string PublicTypes(Assembly assembly) => assembly.GeneratePublicApi(new ApiGeneratorOptions
    {
        IncludeAssemblyAttributes = false,
        ExcludeAttributes = [.. typeof(Cmdlet).Assembly.GetExportedTypes().Where(static type => type.IsAssignableTo(typeof(Attribute))).Select(static type => type.FullName!)],
    });
}
