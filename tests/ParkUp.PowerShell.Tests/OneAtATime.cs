namespace ParkUp.PowerShell.Tests;

/// <summary>
/// Tests that set a token in the environment, and those that need it to be without one: it belongs to the whole
/// process, so they run on their own.
/// </summary>
[CollectionDefinition(nameof(OneAtATime), DisableParallelization = true)]
public sealed class OneAtATime;
