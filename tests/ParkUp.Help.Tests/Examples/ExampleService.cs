using ParkUp.Sandbox;
using ParkUp.Sandbox.Server;

namespace ParkUp.Help.Tests.Examples;

/// <summary>The sandbox behind a real socket, where examples without a connection of their own go: the environment leads there.</summary>
internal sealed class ExampleService : IAsyncDisposable
{
    public const string Token = "a-token-of-the-examples";

    private static readonly string[] Variables = ["PARKUP_TOKEN", "PARKUP_BASE_URI", "CREDENTIALS_DIRECTORY", "PSModulePath"];

    private readonly SandboxServer _server;
    private readonly string?[] _before = [.. Variables.Select(Environment.GetEnvironmentVariable)];

    private ExampleService(SandboxServer server) => _server = server;

    /// <summary>Every active tag of a customer.</summary>
    public IReadOnlyList<string> Holds(string refId) =>
    [
        .. _server.Api.Snapshot()
            .Where(customer => string.Equals(customer.RefId, refId, StringComparison.Ordinal))
            .SelectMany(static customer => customer.Tags)
            .Where(static tag => tag.Active)
            .Select(static tag => tag.Code),
    ];

    /// <summary>Starts it with the customers of the roster, who hold their tags already.</summary>
    public static async Task<ExampleService> StartAsync(string folder)
    {
        var service = new ExampleService(await SandboxServer.StartAsync(new SandboxOptions { Token = Token }));
        Environment.SetEnvironmentVariable("PARKUP_TOKEN", Token);
        Environment.SetEnvironmentVariable("PARKUP_BASE_URI", service._server.BaseAddress.AbsoluteUri);
        Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", folder);

        // Runspaces of ForEach-Object -Parallel load the module by themselves where it is looked for.
        Environment.SetEnvironmentVariable("PSModulePath", Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Repository.StagedModule)));
        using var session = new ExampleSession(folder);
        Assert.Empty(session.Run("Import-ParkUpRoster ./roster.csv | New-ParkUpCustomer").Errors);
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (name, value) in Variables.Zip(_before))
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        await _server.DisposeAsync();
    }
}
