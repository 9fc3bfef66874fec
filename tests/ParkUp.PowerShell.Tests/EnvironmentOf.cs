namespace ParkUp.PowerShell.Tests;

/// <summary>Variables of the environment for the length of a test, in the collection that runs on its own.</summary>
public sealed class EnvironmentOf : IDisposable
{
    private readonly (string Name, string? Value)[] _before;

    public EnvironmentOf(params (string Name, string? Value)[] variables)
    {
        _before = [.. variables.Select(static variable => (variable.Name, Environment.GetEnvironmentVariable(variable.Name)))];
        Set(variables);
    }

    public void Dispose() => Set(_before);

    private static void Set((string Name, string? Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
