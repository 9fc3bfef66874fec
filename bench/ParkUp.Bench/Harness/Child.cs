using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ParkUp.Tests;

namespace ParkUp.Bench;

/// <summary>What this program does when it starts itself, so that what is measured has a process of its own.</summary>
internal static class Child
{
    public const string Verb = "--child";

    private const string Memory = "memory";
    private const string Cold = "cold";

    /// <summary>Streams rows of so many customers through the module, and says how much memory that took at most.</summary>
    public static ProcessStartInfo MemoryStartInfo(SandboxProcess sandbox, Roster roster, string run)
    {
        var start = StartInfo(Memory, roster.Customers.ToString(CultureInfo.InvariantCulture), roster.TagsEach.ToString(CultureInfo.InvariantCulture), run);
        start.Environment["PARKUP_TOKEN"] = SandboxProcess.Token;
        start.Environment["PARKUP_BASE_URI"] = sandbox.BaseUri.ToString();
        return start;
    }

    /// <summary>Opens an engine, and runs a script in it.</summary>
    public static ProcessStartInfo ColdStartInfo(string script) => StartInfo(Cold, script);

    public static int Run(string[] role)
    {
        switch (role)
        {
            case [Memory, var customers, var tagsEach, var run]:
                RunMemory(customers, tagsEach, run);
                return 0;
            case [Cold, var script]:
                RunCold(script);
                return 0;
            default:
                throw new BenchException($"There is no such child: {string.Join(' ', role)}.");
        }
    }

    private static ProcessStartInfo StartInfo(params IEnumerable<string> role) =>
        new(DotnetHost.Path, ["exec", typeof(Child).Assembly.Location, Verb, .. role]);

    private static void RunMemory(string customers, string tagsEach, string run)
    {
        var roster = new Roster(int.Parse(customers, CultureInfo.InvariantCulture), int.Parse(tagsEach, CultureInfo.InvariantCulture));
        using var session = new EngineSession();
        var heap = new HeapPeak();
        using (new Timer(static heap => ((HeapPeak)heap!).Sample(), heap, TimeSpan.Zero, TimeSpan.FromMilliseconds(5)))
        {
            session
                .Count($"New-BenchRow -Customers {customers} -TagsEach {tagsEach} -Run {run} | Add-ParkUpTag | Measure-BenchResult")
                .Require(roster.Count);
        }

        using var self = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant($"{self.PeakWorkingSet64} {heap.Bytes}"));
    }

    /// <summary>Nothing but the engine, opened as a host opens it.</summary>
    private static void RunCold(string script)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var engine = PowerShell.Create(runspace);
        foreach (var item in engine.AddScript(script).Invoke())
        {
            Console.WriteLine(item);
        }

        if (engine.HadErrors)
        {
            throw new BenchException(string.Join(Environment.NewLine, engine.Streams.Error));
        }
    }

    private sealed class HeapPeak
    {
        public long Bytes { get; private set; }

        public void Sample() => Bytes = Math.Max(Bytes, GC.GetTotalMemory(forceFullCollection: false));
    }
}
