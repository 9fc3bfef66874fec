using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.Bench;

/// <summary>Counts the steps of a plan and drops them, so that what is measured is the module and not what keeps its output.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "BenchStep")]
[OutputType(typeof(StepCount))]
public sealed class MeasureBenchStepCommand : PSCmdlet
{
    private readonly StepTally _tally = new();

    [Parameter(ValueFromPipeline = true)]
    public PSObject? Step { get; set; }

    protected override void ProcessRecord()
    {
        if (Step?.BaseObject is PlanStep step)
        {
            _tally.Add(step);
        }
        else
        {
            _tally.AddOther(Step);
        }
    }

    protected override void EndProcessing() => WriteObject(_tally.Count);
}
