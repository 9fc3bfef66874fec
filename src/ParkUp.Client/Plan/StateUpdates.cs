namespace ParkUp.Client;

/// <summary>Keeps a state in step with a plan that is applied: before the first request, and with each result.</summary>
internal sealed class StateUpdates(PlanState state)
{
    // What was about to be added, as the state had it before; null where it did not.
    private readonly Dictionary<StateKey, StateEntry?> _before = [];

    // Whether a tag that is about to be added is there is settled by its result, and not by another row that wants it.
    private readonly HashSet<StateKey> _added = [];

    // What was kept, as the state had it before; null where it did not.
    private readonly Dictionary<StateKey, StateEntry?> _kept = [];

    // What the roster wants, so that a revocation of the same code with another plate leaves it alone.
    private readonly HashSet<StateKey> _wanted = [];

    // The entries that make a tag a managed one whose plate was changed by hand: the state has its code, and not its plate.
    private readonly Dictionary<StateKey, List<StateKey>> _standIns = [];

    /// <summary>Takes in a step, Ready or Held, before the first request. Taking it in again changes nothing.</summary>
    public void Expect(PlanStep step)
    {
        if (step is not { RefId: { } refId, Code: { } code })
        {
            return;
        }

        var key = new StateKey(refId, code, step.Plate);
        switch (step)
        {
            case { Action: PlanAction.RevokeTag }:
                ExpectRevocation(key, PlanTime.Parse(step.MissingSince));
                break;
            case { Status: PlanStatus.Held }:
                ExpectHeld(key);
                break;
            case { Action: PlanAction.Keep }:
                ExpectKept(step, key, PlanTime.Parse(step.PlannedAt));
                break;
            default:
                ExpectAddition(step, key);
                break;
        }
    }

    /// <summary>Takes in what became of a step. What may have been added is managed from then on.</summary>
    public void Settle(PlanResult result, DateTimeOffset now)
    {
        if (result is not { RefId: { } refId, Code: { } code, Action: not PlanAction.Keep })
        {
            return;
        }

        var key = new StateKey(refId, code, result.Plate);
        if (result.Action is PlanAction.RevokeTag)
        {
            // That a tag is not there is no proof that it was revoked: a list may lag, or the code be spoilt.
            if (result.Outcome is Outcome.Revoked)
            {
                PutRevoked(key, result.CustomerId, now);
            }

            return;
        }

        if (result.IsPreviousRevoked && PreviousOf(result.Step, key) is { } previous)
        {
            PutRevoked(previous, string.Equals(previous.RefId, refId, StringComparison.Ordinal) ? result.CustomerId : null, now);
        }

        if (result.Outcome is Outcome.Rejected or Outcome.Failed)
        {
            TakeBack(key);
            return;
        }

        _before.Remove(key);
        var entry = EntryOf(key, result.CustomerId);
        state.Put(entry with { Seen = result.Succeeded ? now : entry.Seen, Missing = null, Revoked = null });
    }

    /// <summary>What a change or move takes away; null for other steps.</summary>
    private static StateKey? PreviousOf(PlanStep step, StateKey key)
    {
        var previous = step switch
        {
            { Action: PlanAction.ChangePlate, PreviousPlate: { } plate } => key with { Plate = plate },
            { Action: PlanAction.MoveTag, FromRefId: { } from } => new StateKey(from, key.Code, step.PreviousPlate ?? step.Plate),
            _ => key,
        };
        return previous == key ? null : previous;
    }

    private void ExpectKept(PlanStep step, StateKey key, DateTimeOffset? plannedAt)
    {
        var before = Find(key);
        if (_added.Contains(key) || before is { Revoked: not null })
        {
            return;
        }

        _wanted.Add(key);
        _kept.TryAdd(key, before);
        var entry = EntryOf(key, step.CustomerId);
        state.Put(entry with { Seen = plannedAt ?? entry.Seen, Missing = null });
    }

    private void ExpectAddition(PlanStep step, StateKey key)
    {
        _wanted.Add(key);
        _added.Add(key);
        if (_kept.Remove(key, out var asBefore))
        {
            PutBack(key, asBefore);
        }

        if (PreviousOf(step, key) is { } previous)
        {
            FindStandIns(previous);
        }

        var before = Find(key);
        if (before is not { Revoked: null })
        {
            _before.TryAdd(key, before);
        }

        state.Put(EntryOf(key, step.CustomerId) with { Missing = null, Revoked = null });
    }

    /// <summary>A row that is held is in the roster all the same.</summary>
    private void ExpectHeld(StateKey key)
    {
        _wanted.Add(key);
        if (state.FindManaged(key.RefId, key.Code, key.Plate) is { } entry)
        {
            _wanted.Add(StateKey.Of(entry));
            state.Put(entry with { Missing = null });
        }
    }

    private void ExpectRevocation(StateKey key, DateTimeOffset? missingSince)
    {
        foreach (var missing in Find(key) is null ? FindStandIns(key) : [key])
        {
            if (Find(missing) is { Revoked: null } entry && !_wanted.Contains(missing))
            {
                state.Put(entry with { Missing = entry.Missing ?? missingSince });
            }
        }
    }

    private List<StateKey> FindStandIns(StateKey key)
    {
        if (!_standIns.TryGetValue(key, out var found))
        {
            _standIns[key] = found = Find(key) is null ? [.. state.Managed(key.RefId, key.Code).Select(StateKey.Of)] : [];
        }

        return found;
    }

    /// <summary>Notes that a revocation is proven, also of a tag that the state did not have: a service may list cancelled tags.</summary>
    private void PutRevoked(StateKey key, long? customerId, DateTimeOffset now)
    {
        var entry = EntryOf(key, customerId);
        state.Put(entry with { Revoked = entry.Revoked ?? now });
        foreach (var standIn in _standIns.GetValueOrDefault(key) ?? [])
        {
            if (!_wanted.Contains(standIn) && Find(standIn) is { Revoked: null } other)
            {
                state.Put(other with { Revoked = now });
            }
        }
    }

    /// <summary>What was certainly not added is again as it was before.</summary>
    private void TakeBack(StateKey key)
    {
        if (_before.Remove(key, out var before))
        {
            PutBack(key, before);
        }
    }

    private void PutBack(StateKey key, StateEntry? before)
    {
        if (before is null)
        {
            state.Remove(key.RefId, key.Code, key.Plate);
        }
        else
        {
            state.Put(before);
        }
    }

    private StateEntry? Find(StateKey key) => state.Find(key.RefId, key.Code, key.Plate);

    private StateEntry EntryOf(StateKey key, long? customerId)
    {
        var known = Find(key);
        return known is null
            ? new StateEntry { RefId = key.RefId, CustomerId = customerId, Code = key.Code, Plate = key.Plate }
            : known with { CustomerId = customerId ?? known.CustomerId };
    }
}
