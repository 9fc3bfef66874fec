using System.Reflection;
using Microsoft.Testing.Platform.Extensions.Messages;
using Microsoft.Testing.Platform.Extensions.TestFramework;
using Microsoft.Testing.Platform.Requests;
using Microsoft.Testing.Platform.Services;
using Microsoft.Testing.Platform.TestHost;

namespace ParkUp.Pester;

/// <summary>
/// Runs each Pester script in a pwsh process of its own, and reports its tests to the testing platform, which counts
/// them in the summary of <c>dotnet test</c>.
/// </summary>
internal sealed class PesterFramework(IServiceProvider services) : ITestFramework, IDataProducer
{
    private static readonly string Scripts = Metadata("Scripts");

    /// <summary>The scripts wait for sockets and backoff more than they compute.</summary>
    private static readonly int Parallelism = Math.Max(2, Environment.ProcessorCount);

    public string Uid => nameof(PesterFramework);

    public string Version => "1.0.0";

    public string DisplayName => "Pester";

    public string Description => "Runs Pester scripts in pwsh.";

    public Type[] DataTypesProduced => [typeof(TestNodeUpdateMessage)];

    public Task<bool> IsEnabledAsync() => Task.FromResult(true);

    public Task<CreateTestSessionResult> CreateTestSessionAsync(CreateTestSessionContext context) =>
        Task.FromResult(new CreateTestSessionResult { IsSuccess = true });

    public Task<CloseTestSessionResult> CloseTestSessionAsync(CloseTestSessionContext context) =>
        Task.FromResult(new CloseTestSessionResult { IsSuccess = true });

    public async Task ExecuteRequestAsync(ExecuteRequestContext context)
    {
        try
        {
            var isDiscovery = context.Request is DiscoverTestExecutionRequest;
            var host = new PesterHost(Metadata("Pwsh"), Metadata("Pester"), Environment.GetEnvironmentVariable("PARKUP_MODULE") ?? Metadata("Module"));
            var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = context.CancellationToken };
            await Parallel.ForEachAsync(ChosenScripts(), options, async (script, stop) =>
            {
                foreach (var test in await new PesterScript(script, host).RunAsync(isDiscovery, stop))
                {
                    await context.MessageBus.PublishAsync(this, ToMessage(test, isDiscovery, context.Request.Session.SessionUid));
                }
            });
        }
        finally
        {
            context.Complete();
        }
    }

    private IEnumerable<string> ChosenScripts()
    {
        // The longest first, so that none of them is left for the end.
        var scripts = new DirectoryInfo(Scripts).EnumerateFiles("*.Tests.ps1").OrderByDescending(static file => file.Length);
        return services.GetCommandLineOptions().TryGetOptionArgumentList(ScriptOption.Name, out var names)
            ? scripts.Where(file => names.Any(name => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(name + ".Tests.ps1", file.Name))).Select(static file => file.FullName)
            : scripts.Select(static file => file.FullName);
    }

    private static TestNodeUpdateMessage ToMessage(PesterTest test, bool isDiscovery, SessionUid session)
    {
        TestNodeStateProperty state = test.Result switch
        {
            "NotRun" when isDiscovery => DiscoveredTestNodeStateProperty.CachedInstance,
            "Passed" => PassedTestNodeStateProperty.CachedInstance,
            "Skipped" => new SkippedTestNodeStateProperty(test.Error),
            _ => new FailedTestNodeStateProperty(new PesterFailureException($"{test.Result}: {test.Error}")),
        };
        var duration = TimeSpan.FromSeconds(test.Seconds);
        var end = DateTimeOffset.UtcNow;
        return new TestNodeUpdateMessage(session, new TestNode
        {
            Uid = test.Id,
            DisplayName = test.Id,
            Properties = new PropertyBag(state, new TimingProperty(new TimingInfo(end - duration, end, duration))),
        });
    }

    private static string Metadata(string key) => typeof(PesterFramework).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => string.Equals(attribute.Key, key, StringComparison.Ordinal)).Value!;
}
