using System.Globalization;
using ParkUp.Client;

namespace ParkUp.Chaos.Tests;

/// <summary>Holds what nights asked, reported and left behind against what is true, and keeps count.</summary>
internal sealed class MonthsAccount(Reading reading, MonthsRoster roster, string name)
{
    private readonly Dictionary<Outcome, int> _outcomes = [];
    private readonly Dictionary<PlanAction, int> _actions = [];
    private readonly HashSet<string> _extraCodes = roster.Extras.Select(static extra => extra.Code).ToHashSet(StringComparer.Ordinal);

    /// <summary>Everything that is not as it should be; empty where all is well.</summary>
    public List<string> Complaints { get; } = [];

    public int Nights { get; private set; }

    public int Kills { get; set; }

    /// <summary>How many tags the state has in the end that are neither wanted nor there: a kill lost the proof that they are gone.</summary>
    public int LeftOver { get; private set; }

    public int Requests { get; private set; }

    public int Faults { get; private set; }

    /// <summary>What is true of each night, however it went.</summary>
    public void TakeNight(Night night, Month month, ChaosTruth before, ChaosTruth after)
    {
        Nights++;
        Requests += after.Log.Count;
        Faults += after.Log.Count(static entry => entry.Fault is not null);
        foreach (var result in night.Results)
        {
            _outcomes[result.Outcome] = _outcomes.GetValueOrDefault(result.Outcome) + 1;
            _actions[result.Action] = _actions.GetValueOrDefault(result.Action) + 1;
            TakeResult(result, before, after);
        }

        var codes = month.Wanted.Select(static tag => tag.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var refId in after.Customers)
        {
            Expect(!roster.StrangerIds.Contains(refId, StringComparer.Ordinal), $"{refId}, whom no roster names, was asked about");
            TakeRequests(refId, after.About(refId), night.Before, codes);
        }
    }

    /// <summary>What is true after a night without faults, and of the plan that is made of it.</summary>
    public void TakeEnd(Night quiet, Night next, Month month, PlanState state, ChaosTruth after)
    {
        foreach (var result in quiet.Results.Where(static result => !result.Succeeded))
        {
            Expect(isSo: false, $"in a quiet night: {Text(result)}{Told(after, result)}");
        }

        foreach (var step in quiet.Steps!.Where(step => step.Status == PlanStatus.Held && !roster.Extras.Contains(new FleetTag(step.RefId!, step.Code!, step.Plate!))))
        {
            Expect(isSo: false, $"held in a quiet night: {step.Action} {step.RefId} {step.Code}:{step.Plate} ({step.Reason})");
        }

        var wanted = month.Wanted.Concat(roster.Extras).ToHashSet();
        foreach (var tag in wanted.Except(after.Active))
        {
            Expect(isSo: false, $"{tag} is not there");
        }

        foreach (var tag in after.Active.Except(wanted))
        {
            Expect(isSo: false, $"{tag} is there");
        }

        var managed = state.Entries.Where(static entry => entry.Revoked is null).Select(static entry => new FleetTag(entry.RefId, entry.Code, entry.Plate!)).ToHashSet();
        LeftOver = managed.Except(month.Wanted).Count();
        Expect(Kills > 0 || LeftOver == 0, $"the state has too many: {string.Join(", ", managed.Except(month.Wanted))}");
        Expect(managed.IsSupersetOf(month.Wanted), $"the state lacks {string.Join(", ", month.Wanted.Except(managed))}");
        Expect(month.Wanted.All(tag => state.FindManaged(tag.RefId, tag.Code, tag.Plate) is not null), "the state does not find what it has");
        foreach (var step in next.Steps!)
        {
            var isExtra = step is { Action: PlanAction.RevokeTag, Status: PlanStatus.Held } && roster.Extras.Contains(new FleetTag(step.RefId!, step.Code!, step.Plate!));
            Expect(isExtra || step is { Action: PlanAction.Keep, Status: PlanStatus.Ready }, $"still planned: {step.Status} {step.Action} {step.RefId} {step.Code}:{step.Plate} was {step.PreviousPlate} of {step.FromRefId} ({step.Reason})");
        }
    }

    public string Line(TimeSpan time) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name} | {reading} | nights {Nights} | killed {Kills} | requests {Requests} | faults {Faults} | {Counts(_actions)} | {Counts(_outcomes)} | left over {LeftOver} | wrong {Complaints.Count} | {time.TotalSeconds:F1} s");

    private static string Counts<T>(Dictionary<T, int> counts)
        where T : struct, Enum => string.Join(' ', Enum.GetValues<T>().Where(counts.ContainsKey).Select(key => $"{key} {counts[key].ToString(CultureInfo.InvariantCulture)}"));

    private static string Text(PlanResult result) =>
        $"{result.Action} {result.RefId} {result.Code}:{result.Plate} was {result.PreviousPlate} of {result.FromRefId}: {result.Outcome} ({result.Evidence}) {result.Detail}";

    private static string Told(ChaosTruth truth, PlanResult result) => ChaosAccount.Told(truth.About(result.RefId).Concat(truth.About(result.FromRefId)));

    private void TakeResult(PlanResult result, ChaosTruth before, ChaosTruth after)
    {
        var isHeld = after.Holds(result.RefId, result.Code, result.Plate);
        var isRight = (result.Action, result.Outcome) switch
        {
            (_, Outcome.Unknown) => true,
            (PlanAction.RevokeTag, Outcome.Rejected or Outcome.Failed) => true,
            (PlanAction.RevokeTag, _) => result.Succeeded && !isHeld,
            (_, Outcome.Rejected or Outcome.Failed) => !isHeld || before.Holds(result.RefId, result.Code, result.Plate),
            _ => result.Succeeded && isHeld,
        };
        Expect(isRight, isRight ? string.Empty : $"not true: {Text(result)}{Told(after, result)}");
        if (result is { IsPreviousRevoked: true })
        {
            var isGone = !after.Holds(result.FromRefId ?? result.RefId, result.Code, result.PreviousPlate ?? result.Plate);
            Expect(isGone, isGone ? string.Empty : $"what it took is there: {Text(result)}{Told(after, result)}");
        }
    }

    /// <summary>Holds each write about a customer against the lists before it.</summary>
    private void TakeRequests(string refId, IReadOnlyList<ChaosTruth.Asked> asked, PlanState before, HashSet<string> wantedCodes)
    {
        for (var i = 0; i < asked.Count; i++)
        {
            foreach (var tag in asked[i].Tags)
            {
                var isCancel = IsCancel(asked[i]);
                var isKnown = wantedCodes.Contains(tag.Code)
                    || (before.Find(refId, tag.Code, tag.Plate) is { } entry && (!isCancel || entry.Revoked is null));
                Expect(isKnown && !_extraCodes.Contains(tag.Code), $"{refId} {tag} is neither of roster nor state, and was sent");
                var complaint = isCancel ? WasShownGone(asked, i, tag) : WasShownThere(asked, i, tag);
                Expect(complaint is null, $"{refId} {tag}: {complaint}{(complaint is null ? string.Empty : ChaosAccount.Told(asked))}");
            }
        }
    }

    private static bool IsCancel(ChaosTruth.Asked request) => request.Entry.Path.EndsWith("/cancel", StringComparison.Ordinal);

    /// <summary>Whether a list had shown a tag that is added; what was taken away since may be put back.</summary>
    private string? WasShownThere(IReadOnlyList<ChaosTruth.Asked> asked, int place, (string Code, string Plate) tag)
    {
        var since = asked.Take(place).ToList();
        var cancelled = since.FindLastIndex(request => IsCancel(request) && request.Tags.Contains(tag));
        if (reading.ListCancelled || (cancelled >= 0 && reading.LagSeconds > 0))
        {
            return null;
        }

        return since.Skip(cancelled + 1).Any(request => request.IsReceived && request.Shows(tag.Code, tag.Plate)) ? "added although a list had shown it" : null;
    }

    /// <summary>Whether the last list before did not show a tag that is cancelled.</summary>
    private string? WasShownGone(IReadOnlyList<ChaosTruth.Asked> asked, int place, (string Code, string Plate) tag)
    {
        if (reading.LagSeconds > 0)
        {
            return null;
        }

        var since = asked.Take(place).Reverse().TakeWhile(request => request.IsList || IsCancel(request) || !request.Tags.Contains(tag));
        return since.FirstOrDefault(static request => request.IsReceived) is { } list && !list.Shows(tag.Code, tag.Plate) ? "cancelled although the last list did not show it" : null;
    }

    private void Expect(bool isSo, string complaint)
    {
        if (!isSo)
        {
            Complaints.Add($"[{reading}] night {Nights}: {complaint}");
        }
    }
}
