using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Engine = System.Management.Automation.PowerShell;

namespace ParkUp.Package.Tests;

/// <summary>The package where an installer puts it, found by its name. Nothing else of the module is in this process.</summary>
public sealed class InstalledModuleTests : IDisposable
{
    private readonly PackedModule _packed;
    private readonly Runspace _runspace;

    public InstalledModuleTests(PackedModule packed)
    {
        _packed = packed;
        Environment.SetEnvironmentVariable("PARKUP_TOKEN", null);
        Environment.SetEnvironmentVariable("PARKUP_BASE_URI", null);
        _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        _runspace.Open();
        // The engine sets the path up as it starts: only what is installed here may be found.
        Environment.SetEnvironmentVariable("PSModulePath", packed.ModuleFolder);
    }

    [Fact]
    public void It_is_found_by_name_and_loaded_from_its_own_folder()
    {
        var module = (PSModuleInfo)Assert.Single(Run("Import-Module ParkUp.PowerShell -PassThru")).BaseObject;

        Assert.Equal(PackedModule.Version.Split('-')[0], module.Version.ToString(3));
        Assert.Equal(Path.Combine(_packed.Folder, "ParkUp.PowerShell.dll"), module.ImplementingAssembly.Location);
        var client = (string)Assert.Single(Run("[ParkUp.Client.Tag].Assembly.Location")).BaseObject;
        Assert.Equal(Path.Combine(_packed.Folder, "ParkUp.Client.dll"), client);
    }

    [Fact]
    public void It_loads_by_itself_where_one_of_its_cmdlets_is_called_and_works()
    {
        var results = Run("""
            Connect-ParkUp -Sandbox
            New-ParkUpCustomer -RefId A1 -Email ana@example.com -Phone 56911111111 -Code O1 -Plate jp-kj-21
            Get-ParkUpTag A1
            """);

        Assert.Equal("Created", $"{results[0].Properties["Outcome"].Value}");
        Assert.Equal("JPKJ21", results[1].Properties["Plate"].Value);
    }

    [Fact]
    public void It_brings_its_help()
    {
        var help = Assert.Single(Run("Import-Module ParkUp.PowerShell; Get-Help Add-ParkUpTag -Full"));

        Assert.Equal("Add-ParkUpTag", $"{help.Properties["Name"].Value}");
        Assert.DoesNotContain("Add-ParkUpTag [", $"{help.Properties["Synopsis"].Value}", StringComparison.Ordinal);
        Assert.Contains("rows in, rows out", $"{Assert.Single(Run("Get-Help about_ParkUp"))}", StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => _runspace.Dispose();

    private List<PSObject> Run(string script)
    {
        using var engine = Engine.Create(_runspace);
        var output = engine.AddScript(script).Invoke();
        Assert.Empty(engine.Streams.Error);
        return [.. output];
    }
}
