using ParkUp.Tests.Hosts;

namespace ParkUp.Examples.Tests;

/// <summary>A host where nobody answers, and that keeps the exit code.</summary>
internal sealed class ScriptHost() : SilentHost(ui: null);
