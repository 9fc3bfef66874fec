using System.Management.Automation.Host;

namespace ParkUp.PowerShell;

/// <summary>Asks once about a whole plan, with its counts. A plan with nothing to write is not asked about.</summary>
internal sealed class PlanConfirmation(Confirmation confirmation, CmdletStreams streams)
{
    /// <returns>Whether the plan may be applied; never under -WhatIf.</returns>
    public bool Confirm(IReadOnlyList<ReadStep> steps)
    {
        var counts = PlanCounts.Of(steps.Where(static step => step.Fault is null).Select(static step => step.Step));
        if (counts.Written == 0 && !confirmation.IsWhatIf)
        {
            return true;
        }

        try
        {
            return confirmation.Confirm(counts, static (counts, _) => Messages.Counts(counts), Texts.PlanAction);
        }
        catch (HostException failure)
        {
            streams.Abort(new InvalidInputException(Texts.NobodyToAsk, failure) { Field = "Confirm" }, target: null);
            throw;
        }
    }
}
