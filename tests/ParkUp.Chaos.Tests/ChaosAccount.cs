using ParkUp.Client;
using ParkUp.Sandbox;

namespace ParkUp.Chaos.Tests;

/// <summary>Holds what a run reported against what is true, row by row, and keeps count.</summary>
internal sealed class ChaosAccount(Reading reading)
{
    /// <summary>How long a list may lag behind: the client believes what one lacks only after that.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Outcome, int> _outcomes = [];
    private readonly Dictionary<FaultKind, int> _faults = [];

    /// <summary>How many lists showed a tag that a request of the run had added.</summary>
    public int ListsThatProved { get; private set; }

    /// <summary>Everything that is not as it should be; empty where all is well.</summary>
    public List<string> Complaints { get; } = [];

    public int Rows { get; private set; }

    public int Requests { get; private set; }

    public int Unknown => _outcomes.GetValueOrDefault(Outcome.Unknown);

    public int CountOf(Outcome outcome) => _outcomes.GetValueOrDefault(outcome);

    public int CountOf(FaultKind kind) => _faults.GetValueOrDefault(kind);

    public void TakeCreations(IReadOnlyList<CustomerOrder> orders, IReadOnlyList<CustomerResult> reports, ChaosTruth before, ChaosTruth after)
    {
        Take(orders.Count, reports.Select(static report => report.Outcome), after);
        var changed = reports
            .Where(static report => report.Outcome is Outcome.Created or Outcome.Unknown)
            .Select(static report => report.RefId)
            .ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(orders.Count, reports.Count); i++)
        {
            var result = reports[i];
            Expect(string.Equals(orders[i].RefId, result.RefId, StringComparison.Ordinal), $"row {i} has the result of {result.RefId}");
            var isNew = after.Knows(orders[i].RefId) && !before.Knows(orders[i].RefId) && !changed.Contains(result.RefId);
            var isRight = result.Outcome switch
            {
                Outcome.Created or Outcome.AlreadyExists => after.Knows(orders[i].RefId),
                Outcome.Failed => !isNew,
                // Where a 409 is about one tag alone, it may leave the customer behind: nothing tells whose it was.
                Outcome.Rejected => !isNew || reading.Conflict == ConflictReading.Partial,
                Outcome.Unknown => true,
                _ => false,
            };
            Expect(isRight, $"{result.RefId}: {result.Outcome} ({result.Evidence}) is not true");
            foreach (var tag in result.Tags.Where(static tag => tag.Succeeded))
            {
                Expect(after.Holds(tag.RefId, tag.Code, tag.Plate), $"{tag.RefId} does not hold {tag}");
            }

            foreach (var tag in result.Tags.Where(static tag => tag.Outcome is Outcome.Failed or Outcome.Rejected))
            {
                Expect(!after.Holds(tag.RefId, tag.Code, tag.Plate) || before.Holds(tag.RefId, tag.Code, tag.Plate) || changed.Contains(tag.RefId), $"{tag.RefId} holds {tag}");
            }
        }

        // What two rows asked for one customer cannot be told apart in the log.
        foreach (var result in reports.GroupBy(static report => report.RefId, StringComparer.Ordinal).Where(static rows => rows.Count() == 1).Select(static rows => rows.Single()))
        {
            var asked = after.About(result.RefId).SkipWhile(static request => !request.Entry.Applied).Skip(1);
            Expect(asked.All(static request => request.IsList), $"customer {result.RefId} was sent again after it was made");
            Expect(result.Outcome != Outcome.Unknown || before.Knows(result.RefId!) || MayBeUnknown(result, after) || MayBeCut(result.RefId, after), $"{result.RefId}: a list could have told ({result.Detail})");
        }
    }

    public void TakeAdditions(IReadOnlyList<TagOrder> orders, IReadOnlyList<TagResult> reports, ChaosTruth before, ChaosTruth after)
    {
        Take(orders.Count, reports.Select(static report => report.Outcome), after);
        var changed = Changed(reports);
        for (var i = 0; i < Math.Min(orders.Count, reports.Count); i++)
        {
            var result = reports[i];
            Expect((orders[i].Code, orders[i].Plate).Equals((result.Code, result.Plate)), $"row {i} has the result of {result}");
            var isHeld = after.Holds(result.RefId, result.Code, result.Plate);
            var wasHeld = before.Holds(result.RefId, result.Code, result.Plate);
            var isRight = result.Outcome switch
            {
                Outcome.Added or Outcome.AlreadyActive => isHeld,
                Outcome.Failed or Outcome.Rejected => !isHeld || wasHeld || changed.Contains((result.RefId, result.Code)),
                Outcome.Unknown => MayBeUnknown(result, after) || MayBeCut(result.RefId, after),
                _ => false,
            };
            Expect(isRight, $"{result.RefId} {result} ({result.Evidence}) is not true");
            var isSentAgain = !wasHeld && isHeld && WasSentAgainInSpiteOfAList(result, after);
            Expect(!isSentAgain, isSentAgain ? $"{result.RefId} {result}: sent again although a list had shown it{Told(after.About(result.RefId))}" : string.Empty);
        }
    }

    public void TakeRevocations(IReadOnlyList<TagOrder> orders, IReadOnlyList<TagResult> reports, ChaosTruth before, ChaosTruth after)
    {
        // A row may mean several tags: it has at least one result, and rows by code and plate exactly one.
        Expect(reports.Count >= orders.Count, $"{orders.Count} rows to revoke have {reports.Count} results");
        Take(reports.Count, reports.Select(static report => report.Outcome), after);
        var changed = Changed(reports);
        foreach (var result in reports)
        {
            var isHeld = after.Holds(result.RefId, result.Code, result.Plate);
            var wasHeld = before.Holds(result.RefId, result.Code, result.Plate);
            var isRight = result.Outcome switch
            {
                Outcome.Revoked or Outcome.AlreadyRevoked => !isHeld,
                Outcome.Failed or Outcome.Rejected => isHeld || !wasHeld || changed.Contains((result.RefId, result.Code)),
                // A list may hold cancelled tags: one that still holds it tells nothing. Nor does one that is refused.
                Outcome.Unknown => reading.ListCancelled || MayBeCut(result.RefId, after) || isHeld || !after.Knows(result.RefId!) || MayBeUnknown(result, after),
                _ => false,
            };
            Expect(isRight, $"{result.RefId} {result} ({result.Evidence}) is not true");
        }
    }

    /// <summary>The tags that another row may have changed, and says so.</summary>
    private static HashSet<(string?, string?)> Changed(IReadOnlyList<TagResult> reports) =>
        [.. reports.Where(static report => report.Succeeded || report.Outcome == Outcome.Unknown).Select(static report => (report.RefId, report.Code))];

    private void Take(int rows, IEnumerable<Outcome> outcomes, ChaosTruth after)
    {
        var counted = 0;
        foreach (var outcome in outcomes)
        {
            _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
            counted++;
        }

        Expect(counted == rows, $"{rows} rows have {counted} results");
        Rows += rows;
        Requests += after.Log.Count;
        foreach (var entry in after.Log)
        {
            if (entry.Fault is { } fault)
            {
                _faults[fault] = _faults.GetValueOrDefault(fault) + 1;
            }
        }
    }

    private void Expect(bool isSo, string complaint)
    {
        if (!isSo)
        {
            Complaints.Add($"[{reading}] {complaint}");
        }
    }

    /// <summary>Whether no two lists in a row told what became of the last write about the tag.</summary>
    private static bool MayBeUnknown(TagResult result, ChaosTruth after)
    {
        var since = after.About(result.RefId)
            .Reverse()
            .TakeWhile(request => request.IsList || !request.Codes.Contains(result.Code, StringComparer.Ordinal))
            .Where(static request => request.IsList)
            .Reverse()
            .ToList();
        return !HaveSettled(since, after.About(result.RefId).LastOrDefault(static request => !request.IsList)?.Entry.Time);
    }

    /// <summary>
    /// The same for a customer; and an empty list tells nothing, since it may be the answer for nobody, nor does one of
    /// some of its tags, where a 409 or a status is about one of several.
    /// </summary>
    private bool MayBeUnknown(CustomerResult result, ChaosTruth after)
    {
        if (result.Tags.Count == 0 || reading.UnknownCustomer == UnknownCustomerAnswer.Empty || reading.Conflict != ConflictReading.Batch)
        {
            return true;
        }

        var asked = after.About(result.RefId);
        return !HaveSettled([.. asked.Reverse().TakeWhile(static request => request.IsList).Reverse()], asked.LastOrDefault(static request => !request.IsList)?.Entry.Time);
    }

    private static bool MayBeCut(string? refId, ChaosTruth after) => after.About(refId).Any(static asked => asked.MayBeCut);

    private static bool HaveSettled(IReadOnlyList<ChaosTruth.Asked> lists, DateTimeOffset? writtenAt) =>
        lists.Zip(lists.Skip(1)).Any(pair => pair.First.IsAnswered && pair.Second.IsAnswered && pair.Second.Entry.Time - writtenAt > Believed * 2);

    /// <summary>What a customer's requests were, for whoever looks into a complaint.</summary>
    public static string Told(IEnumerable<ChaosTruth.Asked> asked) => string.Concat(asked.Select(static request =>
        $"\n    {request.Entry.Time:mm:ss.fff} {request.Entry.Path} {string.Join(',', request.Codes)} -> {request.Entry.Status} {request.Entry.Fault}{(request.Entry.Applied ? " applied" : "")}{(request.IsReceived ? " received" : "")} {(request.IsList ? request.Entry.Answer : "")}"));

    private bool WasSentAgainInSpiteOfAList(TagResult result, ChaosTruth after)
    {
        var wasApplied = false;
        var wasShown = false;
        foreach (var request in after.About(result.RefId))
        {
            if (request.IsList)
            {
                wasShown |= wasApplied && request.IsReceived && request.Shows(result.Code, result.Plate);
                ListsThatProved += wasShown ? 1 : 0;
            }
            else if (request.Codes.Contains(result.Code, StringComparer.Ordinal))
            {
                if (wasShown)
                {
                    return true;
                }

                wasApplied |= request.Entry.Applied;
            }
        }

        return false;
    }
}
