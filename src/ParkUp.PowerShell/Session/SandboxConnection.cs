using ParkUp.Sandbox;

namespace ParkUp.PowerShell;

/// <summary>The options of a connection to the sandbox, the API in memory.</summary>
internal static class SandboxConnection
{
    /// <summary>A reserved name that resolves to no host.</summary>
    private static readonly Uri Address = new("https://sandbox.invalid/");

    /// <summary>Not a secret: the client requires a token.</summary>
    private const string Token = "sandbox-token";

    /// <exception cref="InvalidInputException">A fault is malformed, or the file cannot be used.</exception>
    public static ConnectionOptions Options(TimeSpan latency, IReadOnlyList<string> faults, int seed, string? filePath)
    {
        try
        {
            var settings = SandboxSettings.Parse(faults);
            var sandbox = new SandboxApi(new SandboxOptions
            {
                Token = Token,
                Behaviour = settings.Behaviour,
                Faults = settings.ToFaultPlan(seed),
                Latency = latency,
                FilePath = filePath,
            });
            Blocking.Wait(sandbox.CheckFileAsync(CancellationToken.None));
            return new ConnectionOptions
            {
                Token = ConnectionSource.ToSecureString(Token),
                BaseUri = Address,
                IsSandbox = true,
                Handler = new SandboxHandler(sandbox),
            };
        }
        catch (SandboxFileException failure)
        {
            throw new InvalidInputException(TextSanitizer.Clean(failure.Message)!, failure) { Field = "SandboxPath" };
        }
        catch (FormatException failure)
        {
            throw new InvalidInputException(failure.Message, failure) { Field = "SandboxFault" };
        }
    }
}
