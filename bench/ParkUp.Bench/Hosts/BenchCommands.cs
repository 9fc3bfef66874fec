using System.Diagnostics;
using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.Bench;

/// <summary>Rows of a roster as a source that streams brings them: none is held.</summary>
[Cmdlet(VerbsCommon.New, "BenchRow")]
public sealed class NewBenchRowCommand : PSCmdlet
{
    [Parameter(Mandatory = true)]
    public int Customers { get; set; }

    [Parameter(Mandatory = true)]
    public int TagsEach { get; set; }

    [Parameter(Mandatory = true)]
    public string Run { get; set; } = string.Empty;

    /// <summary>After how long it ends; all rows unless told.</summary>
    [Parameter]
    public double Seconds { get; set; } = double.PositiveInfinity;

    /// <summary>Where it counts its rows.</summary>
    [Parameter]
    public SentRows? Sent { get; set; }

    protected override void ProcessRecord()
    {
        var clock = Stopwatch.StartNew();
        foreach (var row in new Roster(Customers, TagsEach).Rows(Run))
        {
            if (clock.Elapsed.TotalSeconds >= Seconds)
            {
                return;
            }

            Sent?.Add();
            WriteObject(row.ToCsvObject());
        }
    }
}

/// <summary>How many rows a source has brought.</summary>
public sealed class SentRows
{
    public int Count { get; private set; }

    public void Add() => Count++;
}

/// <summary>What any cmdlet costs that binds a row's columns and writes an object for it: the engine's own share.</summary>
[Cmdlet(VerbsCommon.Copy, "BenchRow")]
public sealed class CopyBenchRowCommand : PSCmdlet
{
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? RefId { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Code { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Plate { get; set; }

    protected override void ProcessRecord() => WriteObject(new RosterLine(RefId!, Code!, Plate!));
}

/// <summary>Counts results and drops them, so that what is measured is the module and not what keeps its output.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "BenchResult")]
[OutputType(typeof(ResultCount))]
public sealed class MeasureBenchResultCommand : PSCmdlet
{
    private int _added;
    private int _other;
    private string? _firstOther;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? Result { get; set; }

    protected override void ProcessRecord()
    {
        switch (Result?.BaseObject)
        {
            case TagResult { Succeeded: true, Outcome: Outcome.Added }:
            case RosterLine { Code.Length: > 0 }:
                _added++;
                break;
            default:
                _other++;
                _firstOther ??= $"{Result}";
                break;
        }
    }

    protected override void EndProcessing() => WriteObject(new ResultCount(_added, _other, _firstOther));
}

/// <summary>Waits to be stopped: how long the engine alone takes to end a pipeline.</summary>
[Cmdlet(VerbsLifecycle.Wait, "BenchStop")]
public sealed class WaitBenchStopCommand : PSCmdlet, IDisposable
{
    private readonly ManualResetEventSlim _stopped = new();

    protected override void ProcessRecord()
    {
        _stopped.Wait();
        throw new PipelineStoppedException();
    }

    protected override void StopProcessing() => _stopped.Set();

    public void Dispose() => _stopped.Dispose();
}

/// <summary>What a run's results were.</summary>
/// <param name="Added">How many rows were added.</param>
/// <param name="Other">How many were not.</param>
/// <param name="FirstOther">The first that was not.</param>
public sealed record ResultCount(int Added, int Other, string? FirstOther)
{
    /// <exception cref="BenchException">Not every row was added.</exception>
    public void Require(int rows)
    {
        if (Added != rows || Other != 0)
        {
            throw new BenchException(FormattableString.Invariant($"{Added} of {rows} rows were added, {Other} were not; the first of these: {FirstOther ?? "none"}"));
        }
    }
}
