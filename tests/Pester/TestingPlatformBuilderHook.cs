using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Capabilities.TestFramework;

namespace ParkUp.Pester;

/// <summary>What the generated entry point calls: registers Pester as the test framework of this program.</summary>
public static class TestingPlatformBuilderHook
{
    /// <summary>Called by the generated entry point.</summary>
    public static void AddExtensions(ITestApplicationBuilder builder, string[] _)
    {
        builder.CommandLine.AddProvider(static () => new ScriptOption());
        builder.RegisterTestFramework(
            static _ => new TestFrameworkCapabilities(),
            static (_, services) => new PesterFramework(services));
    }
}
