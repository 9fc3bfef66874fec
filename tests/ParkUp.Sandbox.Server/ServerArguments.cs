using System.Globalization;

namespace ParkUp.Sandbox.Server;

/// <summary>The command line of the program.</summary>
internal sealed record ServerArguments(int Port, bool ExitWithStdin, SandboxOptions Options, ServiceLimits Limits)
{
    public const string Usage =
        "Usage: ParkUp.Sandbox.Server --token <token> [--port <0..65535>] [--latency <ms>] [--seed <number>] "
        + "[--fault <Kind:rate or Name=Value>]... [--capacity <requests at once>] [--rate <requests a second>] [--retry-after] "
        + "[--maintenance-after <requests>] [--no-log] [--exit-with-stdin]";

    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="clock">The clock of the sandbox.</param>
    /// <exception cref="FormatException">An argument is not understood, or the token is missing.</exception>
    public static ServerArguments Parse(IReadOnlyList<string> arguments, TimeProvider clock)
    {
        int port = 0;
        int latency = 0;
        int seed = 0;
        string? token = null;
        ServiceLimits limits = ServiceLimits.None;
        bool keepsLog = true;
        bool exitWithStdin = false;
        List<string> faults = [];
        using IEnumerator<string> rest = arguments.GetEnumerator();
        while (rest.MoveNext())
        {
            string name = rest.Current;
            switch (name)
            {
                case "--port":
                    port = Number(rest, name, 0, ushort.MaxValue);
                    break;
                case "--latency":
                    latency = Number(rest, name, 0, 600_000);
                    break;
                case "--seed":
                    seed = Number(rest, name, int.MinValue, int.MaxValue);
                    break;
                case "--token":
                    token = Value(rest, name);
                    break;
                case "--fault":
                    faults.Add(Value(rest, name));
                    break;
                case "--capacity":
                    limits = limits with { Capacity = Number(rest, name, 1, int.MaxValue) };
                    break;
                case "--rate":
                    limits = limits with { RequestsPerSecond = Number(rest, name, 1, int.MaxValue) };
                    break;
                case "--retry-after":
                    limits = limits with { SendsRetryAfter = true };
                    break;
                case "--maintenance-after":
                    limits = limits with { MaintenanceAfter = Number(rest, name, 0, int.MaxValue) };
                    break;
                case "--no-log":
                    keepsLog = false;
                    break;
                case "--exit-with-stdin":
                    exitWithStdin = true;
                    break;
                default:
                    throw new FormatException($"'{name}' is not understood.");
            }
        }

        SandboxSettings settings = SandboxSettings.Parse(faults);
        SandboxOptions options = new()
        {
            Token = string.IsNullOrEmpty(token) ? throw new FormatException("--token is missing.") : token,
            Behaviour = settings.Behaviour,
            Faults = settings.ToFaultPlan(seed),
            Latency = TimeSpan.FromMilliseconds(latency),
            TimeProvider = clock,
            Log = keepsLog ? new SandboxLog() : null,
        };
        return new ServerArguments(port, exitWithStdin, options, limits);
    }

    private static string Value(IEnumerator<string> rest, string name) =>
        rest.MoveNext() ? rest.Current : throw new FormatException($"{name} needs a value.");

    private static int Number(IEnumerator<string> rest, string name, int least, int most) =>
        int.TryParse(Value(rest, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{name} needs a whole number from {least} to {most}, not '{rest.Current}'.");
}
