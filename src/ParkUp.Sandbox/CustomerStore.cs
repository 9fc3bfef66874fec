using System.Collections.Concurrent;

namespace ParkUp.Sandbox;

internal readonly record struct TagResult(string Code, bool Done);

/// <summary>
/// What became of a write. <c>ConflictWith</c> is the customer that the conflict names, and null when the answer is a
/// success; part of a write may be applied in spite of a conflict.
/// </summary>
internal sealed record WriteResult(long CustomerId, long? ConflictWith, bool Applied, TagResult[] Tags);

/// <summary>
/// The customers and their tags. One short lock orders all writes, since a code is unique over all customers and a
/// batch is claimed whole or not at all; it is held for a few dictionary operations, never for JSON. Lists take only
/// the lock of their customer. Order of locks: writing, then customer.
/// </summary>
internal sealed class CustomerStore
{
    private readonly TimeProvider _clock;
    private readonly SandboxBehaviour _behaviour;
    private readonly object _writing = new();
    private readonly ConcurrentDictionary<string, KeptCustomer> _customers = new(StringComparer.Ordinal);
    private readonly List<KeptCustomer> _byId;
    private readonly Dictionary<string, KeptTag> _activeTags = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeptTag> _activePlates = new(StringComparer.Ordinal);
    private long _lastCustomerId;
    private long _lastTagId;

    /// <summary>A store with the customers of an earlier one. They differ in number and reference, and their active tags in code.</summary>
    public CustomerStore(TimeProvider clock, SandboxBehaviour behaviour, IReadOnlyList<KeptCustomer> kept)
    {
        _clock = clock;
        _behaviour = behaviour;
        _byId = [.. kept.OrderBy(static customer => customer.Id)];
        foreach (var customer in _byId)
        {
            _customers[customer.RefId] = customer;
            _lastCustomerId = customer.Id;
            foreach (var tag in customer.Tags)
            {
                _lastTagId = Math.Max(_lastTagId, tag.Id);
                if (tag.CancelledAt is null)
                {
                    Hold(tag);
                }
            }
        }
    }

    /// <summary>All customers by their number, for a caller that lets no request through meanwhile.</summary>
    public IReadOnlyList<KeptCustomer> Customers => _byId;

    public WriteResult AddCustomer(NewCustomer asked)
    {
        lock (_writing)
        {
            if (_customers.TryGetValue(asked.RefId, out var existing))
            {
                return new WriteResult(existing.Id, ConflictWith: existing.Id, Applied: false, []);
            }

            KeptCustomer customer = new(_lastCustomerId + 1, asked, _clock.GetUtcNow());
            var result = Claim(customer, asked.Tags);
            if (IsRefusedWhole(result.ConflictWith))
            {
                return result;
            }

            _lastCustomerId = customer.Id;
            _customers[asked.RefId] = customer;
            _byId.Add(customer);
            return result with { Applied = true };
        }
    }

    /// <summary>Adds tags; null when the customer is unknown.</summary>
    public WriteResult? AddTags(TagRequest request)
    {
        lock (_writing)
        {
            return Find(request) is { } customer ? Claim(customer, request.Tags) : null;
        }
    }

    /// <summary>Cancels the tags that the customer holds with that code and plate; null when the customer is unknown.</summary>
    public WriteResult? CancelTags(TagRequest request)
    {
        if (Find(request) is not { } customer)
        {
            return null;
        }

        lock (_writing)
        {
            lock (customer.Lock)
            {
                var now = _clock.GetUtcNow();
                var results = new TagResult[request.Tags.Count];
                for (var i = 0; i < results.Length; i++)
                {
                    results[i] = new TagResult(request.Tags[i].Code, Cancel(customer, request.Tags[i], now));
                }

                return new WriteResult(customer.Id, ConflictWith: null, results.Any(static tag => tag.Done), results);
            }
        }
    }

    /// <summary>The tags as a list shows them; null when the customer is unknown, or too new to be known to a list.</summary>
    public IReadOnlyList<SandboxTag>? ListTags(TagRequest request)
    {
        var now = _clock.GetUtcNow();
        if (Find(request) is not { } customer || !IsVisible(customer.AddedAt, now))
        {
            return null;
        }

        lock (customer.Lock)
        {
            return
            [
                .. customer.Tags
                    .Where(tag => IsVisible(tag.AddedAt, now))
                    .Where(tag => _behaviour.ListCancelled || tag.CancelledAt is not { } cancelledAt || !IsVisible(cancelledAt, now))
                    .Take(_behaviour.ListLimit ?? int.MaxValue)
                    .Select(static tag => tag.ToPublic()),
            ];
        }
    }

    /// <summary>Everything, as it stands between two writes.</summary>
    public IReadOnlyList<SandboxCustomer> Snapshot()
    {
        lock (_writing)
        {
            return [.. _byId.Select(static customer => customer.ToPublic())];
        }
    }

    private KeptCustomer? Find(TagRequest request) =>
        _customers.TryGetValue(request.RefId, out var customer) && (request.CustomerId is not { } id || id == customer.Id) ? customer : null;

    private bool IsVisible(DateTimeOffset writtenAt, DateTimeOffset now) =>
        _behaviour.ListLag == TimeSpan.Zero || now - writtenAt >= _behaviour.ListLag;

    private bool IsRefusedWhole(long? conflictWith) => conflictWith is not null && _behaviour.Conflict == ConflictReading.Batch;

    /// <summary>Gives the customer the tags that no active one stands in the way of; the writing lock must be held.</summary>
    private WriteResult Claim(KeptCustomer customer, IReadOnlyList<TagPair> pairs)
    {
        var now = _clock.GetUtcNow();
        var results = new TagResult[pairs.Count];
        List<KeptTag> added = new(pairs.Count);
        long? conflictWith = null;
        for (var i = 0; i < pairs.Count; i++)
        {
            KeptTag tag = new(_lastTagId + added.Count + 1, customer, pairs[i], now);
            var holder = HolderOf(tag);
            results[i] = new TagResult(tag.Code, holder is null);
            if (results[i].Done)
            {
                added.Add(tag);
                Hold(tag);
            }
            else if (_behaviour.Conflict != ConflictReading.PerTag)
            {
                conflictWith ??= holder!.Owner.Id;
            }
        }

        if (IsRefusedWhole(conflictWith))
        {
            // No one has seen these claims: every reader of the index waits for the writing lock.
            added.ForEach(Release);
            return new WriteResult(customer.Id, conflictWith, Applied: false, results);
        }

        _lastTagId += added.Count;
        lock (customer.Lock)
        {
            customer.Tags.AddRange(added);
            customer.Json = null;
        }

        return new WriteResult(customer.Id, conflictWith, added.Count > 0, results);
    }

    /// <summary>Cancels one tag, if the customer holds it; both locks must be held.</summary>
    private bool Cancel(KeptCustomer customer, TagPair pair, DateTimeOffset now)
    {
        if (!_activeTags.TryGetValue(pair.Code, out var tag)
            || tag.Owner != customer
            || !string.Equals(tag.Plate, pair.Plate, StringComparison.Ordinal))
        {
            return false;
        }

        tag.CancelledAt = now;
        customer.Json = null;
        Release(tag);
        return true;
    }

    /// <summary>The active tag that stands in the way of this one; the writing lock must be held.</summary>
    private KeptTag? HolderOf(KeptTag tag) => _activeTags.GetValueOrDefault(tag.Code) ?? _activePlates.GetValueOrDefault(tag.Plate);

    private void Hold(KeptTag tag)
    {
        _activeTags[tag.Code] = tag;
        if (_behaviour.UniquePlates)
        {
            _activePlates[tag.Plate] = tag;
        }
    }

    private void Release(KeptTag tag)
    {
        _activeTags.Remove(tag.Code);
        _activePlates.Remove(tag.Plate);
    }
}
