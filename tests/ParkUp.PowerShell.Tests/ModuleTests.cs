using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell.Tests;

public sealed class ModuleTests : IDisposable
{
    private readonly ModuleSession _session = new();

    [Fact]
    public void The_module_exports_its_cmdlets_and_nothing_else()
    {
        Assert.Equal(
            ["Add-ParkUpTag", "Compare-ParkUpRoster", "Connect-ParkUp", "Disconnect-ParkUp", "Get-ParkUpConnection", "Get-ParkUpTag", "Import-ParkUpRoster", "Invoke-ParkUpPlan", "New-ParkUpCustomer", "Revoke-ParkUpTag", "Set-ParkUpTag", "Test-ParkUpConnection"],
            _session.Run("Get-Command -Module ParkUp.PowerShell").Values("Name").Order(StringComparer.Ordinal).ToArray());
    }

    [Fact]
    public void The_staged_module_is_whole_and_carries_no_assembly_of_others()
    {
        var files = Directory.EnumerateFiles(Path.GetDirectoryName(ModuleSession.ManifestPath)!, "*.dll").Select(Path.GetFileName);

        Assert.Equal(["ParkUp.Client.dll", "ParkUp.PowerShell.dll", "ParkUp.Sandbox.dll"], files.Order(StringComparer.Ordinal).ToArray());
    }

    [Fact]
    public void Every_alias_of_a_row_parameter_is_a_column_that_a_roster_may_have()
    {
        var aliases =
            from name in (string[])["New-ParkUpCustomer", "Add-ParkUpTag", "Revoke-ParkUpTag", "Get-ParkUpTag"]
            let command = (CmdletInfo)_session.Run($"Get-Command {name}").Output[0].BaseObject
            from parameter in command.Parameters.Values
            where Enum.TryParse<RosterField>(parameter.Name, out _)
            from alias in parameter.Aliases
            select (parameter.Name, Alias: alias);

        Assert.All(aliases, static pair => Assert.Equal(pair.Name, RosterColumns.FieldFor(pair.Alias)?.ToString()));
        Assert.NotEmpty(aliases);
    }

    [Theory]
    [InlineData("New-ParkUpCustomer")]
    [InlineData("Add-ParkUpTag")]
    [InlineData("Revoke-ParkUpTag")]
    [InlineData("Get-ParkUpTag")]
    public void A_bare_Id_never_binds_to_a_customer(string name)
    {
        var command = (CmdletInfo)_session.Run($"Get-Command {name}").Output[0].BaseObject;

        Assert.DoesNotContain(command.Parameters.Values, static parameter =>
            string.Equals(parameter.Name, "Id", StringComparison.OrdinalIgnoreCase) || parameter.Aliases.Contains("Id", StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("TagResult", "Outcome")]
    [InlineData("CustomerResult", "Outcome")]
    [InlineData("Tag", "Code")]
    [InlineData("RosterEntry", "RefId")]
    [InlineData("ConnectionTest", "Reachable")]
    public void What_the_cmdlets_emit_cannot_be_changed(string type, string property)
    {
        var declared = typeof(Tag).Assembly.GetType("ParkUp.Client." + type)!.GetProperty(property)!;

        Assert.Null(declared.GetSetMethod(nonPublic: false));
    }

    public void Dispose() => _session.Dispose();
}
