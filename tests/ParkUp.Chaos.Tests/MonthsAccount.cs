using System.Globalization;
using ParkUp.Client;

namespace ParkUp.Chaos.Tests;

/// <summary>Holds what nights asked, reported and left behind against what is true, and keeps count.</summary>
internal sealed class MonthsAccount(Reading reading, MonthsRoster roster, Trouble trouble)
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

    /// <summary>How many tags were not there, and listed all the same as cancelled ones are, so that plans kept them.</summary>
    public int Hidden { get; private set; }

    public int Requests { get; private set; }

    public int Faults { get; private set; }

    /// <summary>Whether a lost answer leaves nothing open for good. A list that shows cancelled tags never tells whether one was revoked.</summary>
    private bool IsProvable => !reading.ListCancelled || trouble == Trouble.None;

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

        // What a car gives up is proven to be gone before another has it.
        ExpectEach(after.Active.GroupBy(static tag => tag.Plate, StringComparer.Ordinal).Where(static tags => tags.Count() > 1).Select(tags => string.Join(" and ", tags) + About(tags, night, after)), "one plate is active twice");
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
        var wanted = month.Wanted.Concat(roster.Extras).ToHashSet();
        var wrong = after.Active.ToHashSet();
        wrong.SymmetricExceptWith(wanted);
        if (IsProvable)
        {
            ExpectEach(wrong.Except(wanted), "is there");
            ExpectEach(wrong.Intersect(wanted), "is not there");
            ExpectEach(quiet.Results.Where(static result => !result.Succeeded).Select(result => Text(result) + Told(after, result)), "in a quiet night");
            ExpectEach(quiet.Steps!.Where(step => step.Status == PlanStatus.Held && !IsOfExtra(step)).Select(Text), "held in a quiet night");
            ExpectEach(next.Steps!.Where(step => step is not { Action: PlanAction.Keep, Status: PlanStatus.Ready } && !IsOfExtra(step)).Select(Text), "still planned");
            TakeState(state, month.Wanted);
        }
        else
        {
            // What cannot be proven is said, and extras are left alone all the same.
            // A tag that was revoked and is to be there again is listed as if it were: none can tell. The other way round does harm.
            var said = next.Steps!.Where(static step => step.Action != PlanAction.Keep).SelectMany(Named).ToHashSet();
            var unsaid = wrong.Except(said).ToList();
            var hidden = unsaid.FindAll(tag => wanted.Contains(tag) && after.WasCancelled(tag));
            Hidden += hidden.Count;
            ExpectEach(unsaid.Except(hidden).Select(tag => tag + About([tag], quiet, after)), "is wrong, and the next plan does not say so");
            ExpectEach(roster.Extras.Except(after.Active), "was made by hand, and is gone");
        }
    }

    public string Line(int seed, TimeSpan time) => string.Create(
        CultureInfo.InvariantCulture,
        $"{trouble} {seed} | {reading} | nights {Nights} | killed {Kills} | requests {Requests} | faults {Faults} | {Counts(_actions)} | {Counts(_outcomes)} | left over {LeftOver} | hidden {Hidden} | wrong {Complaints.Count} | {time.TotalSeconds:F1} s");

    private static string Counts<T>(Dictionary<T, int> counts)
        where T : struct, Enum => string.Join(' ', Enum.GetValues<T>().Where(counts.ContainsKey).Select(key => $"{key} {counts[key].ToString(CultureInfo.InvariantCulture)}"));

    private static IEnumerable<FleetTag> Named(PlanStep step) =>
    [
        new(step.RefId!, step.Code!, step.Plate!),
        new(step.FromRefId ?? step.RefId!, step.Code!, step.PreviousPlate ?? step.Plate!),
    ];

    private static string Text(PlanStep step) => $"{step.Status} {step.Action} {step.RefId} {step.Code}:{step.Plate} was {step.PreviousPlate} of {step.FromRefId} ({step.Reason})";

    private static string Text(PlanResult result) =>
        $"{result.Action} {result.RefId} {result.Code}:{result.Plate} was {result.PreviousPlate} of {result.FromRefId}: {result.Outcome} ({result.Evidence}) {result.Detail}";

    private static string Told(ChaosTruth truth, PlanResult result) => ChaosAccount.Told(truth.About(result.RefId).Concat(truth.About(result.FromRefId)));

    /// <summary>What a night planned and did about the customers of some tags, and what the service was asked about them.</summary>
    private static string About(IEnumerable<FleetTag> tags, Night night, ChaosTruth after)
    {
        var refIds = tags.Select(static tag => tag.RefId).ToHashSet(StringComparer.Ordinal);
        var steps = (night.Steps ?? []).Where(IsAbout).Select(Text);
        var results = night.Results.Where(result => IsAbout(result.Step)).Select(Text);
        return string.Concat(steps.Concat(results).Select(static text => "\n  " + text).Concat(refIds.Select(refId => $"\n  {refId}:{ChaosAccount.Told(after.About(refId))}")));

        bool IsAbout(PlanStep step) => refIds.Contains(step.RefId ?? string.Empty) || refIds.Contains(step.FromRefId ?? string.Empty);
    }

    private bool IsOfExtra(PlanStep step) =>
        step is { Action: PlanAction.RevokeTag, Status: PlanStatus.Held } && roster.Extras.Contains(new FleetTag(step.RefId!, step.Code!, step.Plate!));

    private void TakeState(PlanState state, IReadOnlySet<FleetTag> wanted)
    {
        var managed = state.Entries.Where(static entry => entry.Revoked is null).Select(static entry => new FleetTag(entry.RefId, entry.Code, entry.Plate!)).ToHashSet();
        LeftOver = managed.Except(wanted).Count();
        if (Kills == 0)
        {
            ExpectEach(managed.Except(wanted), "is in the state, and neither wanted nor there");
        }

        ExpectEach(wanted.Where(tag => state.FindManaged(tag.RefId, tag.Code, tag.Plate) is not { } entry || !managed.Contains(new FleetTag(entry.RefId, entry.Code, tag.Plate))), "is not in the state");
    }

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
                    || (isCancel ? before.FindManaged(refId, tag.Code, tag.Plate) : before.Find(refId, tag.Code, tag.Plate)) is not null;
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

    private void ExpectEach<T>(IEnumerable<T> none, string complaint)
    {
        foreach (var one in none)
        {
            Expect(isSo: false, $"{one}: {complaint}");
        }
    }

    private void Expect(bool isSo, string complaint)
    {
        if (!isSo)
        {
            Complaints.Add($"night {Nights}: {complaint}");
        }
    }
}
