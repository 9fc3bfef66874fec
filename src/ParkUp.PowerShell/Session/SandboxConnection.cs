using ParkUp.Client;
using ParkUp.Sandbox;

namespace ParkUp.PowerShell;

/// <summary>The API in memory as the other side of a connection.</summary>
internal static class SandboxConnection
{
    /// <summary>No host ever has this name: a request that got out would find nobody.</summary>
    private static readonly Uri Address = new("https://sandbox.invalid/");

    /// <summary>No secret: it opens nothing but this process's own memory.</summary>
    private const string Token = "sandbox-token";

    /// <exception cref="InvalidInputException">A fault is malformed.</exception>
    public static ConnectionOptions Options(TimeSpan latency, IReadOnlyList<string> faults, int seed)
    {
        SandboxSettings settings;
        try
        {
            settings = SandboxSettings.Parse(faults);
        }
        catch (FormatException failure)
        {
            throw new InvalidInputException(failure.Message, failure) { Field = "SandboxFault" };
        }

        var sandbox = new SandboxApi(new SandboxOptions
        {
            Token = Token,
            Behaviour = settings.Behaviour,
            Faults = settings.ToFaultPlan(seed),
            Latency = latency,
        });
        return new ConnectionOptions
        {
            Token = Secrets.ToSecureString(Token),
            BaseUri = Address,
            IsSandbox = true,
            Handler = new SandboxHandler(sandbox),
        };
    }
}
