namespace ParkUp.Client;

/// <summary>
/// Revokes tags that rows name by code or plate alone, or not at all: a list tells which are meant. For a row that may
/// mean several tags it lists again until nothing new comes, since a list may be cut off without a word.
/// </summary>
internal sealed class ListedRevocation(
    UsersApi api, ParkUpConnection connection, BulkRow<TagOrder, TagResult>[] batch, RequestLane lane, CancellationToken stop)
{
    /// <summary>A service that always lists something new is not followed for ever.</summary>
    private const int MaxLists = 1000;

    private readonly CustomerKey _customer = batch[0].Order.Customer;
    private readonly ListReconciler _lists = new(api, batch[0].Order.Customer, lane, stop);
    private readonly Dictionary<(string?, string?), TagResult> _results = [];
    private readonly HashSet<(string?, string?)>[] _given = Array.ConvertAll(batch, static _ => new HashSet<(string?, string?)>());

    /// <summary>Adds the results of each row. It throws only on cancellation.</summary>
    public async Task RunAsync()
    {
        var wantsAll = Array.Exists(batch, IsAll);
        var wantsSeveral = Array.Exists(batch, MayMeanSeveral);
        var trueFrom = lane.Gate.Backoff.Now;
        TagSnapshot? before = null;
        for (var number = 1; ; number++)
        {
            TagSnapshot snapshot;
            IReadOnlyList<Tag> listed;
            try
            {
                (snapshot, listed) = await _lists.ReadAsync().ConfigureAwait(false);
            }
            catch (ParkUpException failure)
            {
                Fail(failure, before);
                return;
            }

            var revoked = await RevokeAsync(listed).ConfigureAwait(false);
            trueFrom = revoked.Length > 0 ? _lists.TrueFrom : trueFrom;
            if (Array.Exists(revoked, static result => result.Error is { StopsRun: true }) || !(wantsAll || (wantsSeveral && snapshot.MayBeCut)) || listed.Count == 0 || number == MaxLists)
            {
                Finish(snapshot);
                return;
            }

            if (revoked.Length == 0)
            {
                var rest = lane.Gate.Backoff.Clock.GetElapsedTime(snapshot.AskedAt, trueFrom);
                if (!snapshot.MayBeCut || rest <= TimeSpan.Zero)
                {
                    Finish(snapshot);
                    return;
                }

                // It may lag behind: what was revoked may hide the rest.
                await lane.Gate.Backoff.WaitAsync(rest, stop).ConfigureAwait(false);
            }

            before = snapshot;
        }
    }

    /// <summary>Revokes what is listed, meant by a row, and new.</summary>
    private async Task<TagResult[]> RevokeAsync(IReadOnlyList<Tag> listed)
    {
        var lookup = new TagLookup(listed);
        var meant = Array.ConvertAll(batch, row => lookup.Find(row.Order));

        // Several rows may mean the same tag, by its code and by its plate: it is cancelled once.
        PendingTag[] tags =
        [
            .. meant.SelectMany(static orders => orders).DistinctBy(static order => (order.Code, order.Plate))
                .Where(order => !_results.ContainsKey((order.Code, order.Plate))).Select(static order => new PendingTag(order)),
        ];
        var results = tags.Length == 0 ? [] : await new TagWrite(api, Operation.Revoke, tags, lane, stop).RunAsync().ConfigureAwait(false);
        for (var i = 0; i < tags.Length; i++)
        {
            _results[(tags[i].Order.Code, tags[i].Order.Plate)] = Redact(results[i]);
        }

        for (var i = 0; i < batch.Length; i++)
        {
            foreach (var key in meant[i].Select(static order => (order.Code, order.Plate)).Where(_given[i].Add))
            {
                batch[i].Add(_results[key] with { Line = batch[i].Order.Line });
            }
        }

        return results;
    }

    /// <summary>What the last list leaves: rows that mean no tag, and tags that it may not show.</summary>
    private void Finish(TagSnapshot last)
    {
        foreach (var row in batch)
        {
            if (last.MayBeCut && IsOpen(row))
            {
                lane.Gate.Lists.Warn(_customer.RefId, last.Length, last.Doubt);
                row.Add(ResultOf(row.Order, Outcome.Unknown, Evidence.None, OutcomeRules.NotSeen(last)));
            }
            else if (row.Count == 0)
            {
                row.Add(ResultOf(row.Order, Outcome.AlreadyRevoked, Evidence.List, error: null) with { Detail = NoSuchTag(row.Order) });
            }
        }
    }

    /// <summary>A list failed. After one that was whole, the next was only to make sure.</summary>
    private void Fail(ParkUpException failure, TagSnapshot? before)
    {
        if (before is { MayBeCut: false } && !failure.StopsRun)
        {
            Finish(before);
            return;
        }

        var (outcome, evidence, error) = OutcomeRules.OfList(failure);
        foreach (var row in batch.Where(static row => row.Count == 0 || MayMeanSeveral(row)))
        {
            row.Add(ResultOf(row.Order, outcome, evidence, error));
        }
    }

    // A service that echoes the token may do so in a list as well.
    private TagResult Redact(TagResult result) => result with { Code = connection.Token.Redact(result.Code!), Plate = connection.Token.Redact(result.Plate!) };

    private static bool IsAll(BulkRow<TagOrder, TagResult> row) => row.Order is { Code: null, Plate: null };

    /// <summary>All tags of the customer, or those with one plate.</summary>
    private static bool MayMeanSeveral(BulkRow<TagOrder, TagResult> row) => row.Order.Code is null;

    /// <summary>Whether the row may mean a tag that no list has shown.</summary>
    private static bool IsOpen(BulkRow<TagOrder, TagResult> row)
    {
        if (!MayMeanSeveral(row))
        {
            return row.Count == 0;
        }

        for (var i = 0; i < row.Count; i++)
        {
            if (row[i].Error is { StopsRun: true })
            {
                return false;
            }
        }

        return true;
    }

    private static TagResult ResultOf(TagOrder order, Outcome outcome, Evidence evidence, ParkUpException? error) =>
        OutcomeRules.ResultOf(order, order.Customer.RefId, order.Customer.Id, Operation.Revoke, outcome, evidence, error);

    private static string NoSuchTag(TagOrder order) => (order.Code, order.Plate) switch
    {
        (null, null) => Texts.HoldsNoTag,
        (null, var plate) => Texts.HoldsNoPlate.With(TextSanitizer.Quote(plate)),
        var (code, _) => Texts.HoldsNoCode.With(TextSanitizer.Quote(code)),
    };
}
