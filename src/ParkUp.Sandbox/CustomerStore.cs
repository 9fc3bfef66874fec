using System.Collections.Concurrent;

namespace ParkUp.Sandbox;

/// <summary>What became of the tags of a request.</summary>
/// <param name="CustomerId">The customer they are for.</param>
/// <param name="Taken">Whether each was applied.</param>
/// <param name="ConflictWith">The customer that had the first tag in use, or null when none was.</param>
internal sealed record TagsWritten(long CustomerId, bool[] Taken, long? ConflictWith)
{
    public bool AnyTaken => Array.IndexOf(Taken, value: true) >= 0;
}

/// <summary>What became of a new customer.</summary>
/// <param name="Added">Whether it was added.</param>
/// <param name="ExistingId">The customer that has the reference already, or null.</param>
/// <param name="Tags">What became of its tags.</param>
internal sealed record CustomerWritten(bool Added, long? ExistingId, TagsWritten Tags);

/// <summary>
/// The customers and their tags. One short lock orders all writes, since a code is unique over all customers and a
/// batch is claimed whole or not at all; it is held for a few dictionary operations, never for JSON. Lists take only
/// the lock of their customer. Order of locks: writing, then customer.
/// </summary>
internal sealed class CustomerStore(TimeProvider clock, SandboxBehaviour behaviour)
{
    private readonly object _writing = new();
    private readonly ConcurrentDictionary<string, Customer> _customers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tag> _activeTags = new(StringComparer.Ordinal);
    private long _lastCustomerId;
    private long _lastTagId;

    public CustomerWritten AddCustomer(CustomerDetails details, IReadOnlyList<TagPair> tags)
    {
        lock (_writing)
        {
            if (_customers.TryGetValue(details.RefId, out Customer? existing))
            {
                return new CustomerWritten(Added: false, existing.Id, new TagsWritten(existing.Id, new bool[tags.Count], ConflictWith: null));
            }

            Customer customer = new(_lastCustomerId + 1, details, clock.GetTimestamp());
            TagsWritten written = Claim(customer, tags);
            if (IsRefusedWhole(written))
            {
                return new CustomerWritten(Added: false, ExistingId: null, written);
            }

            _lastCustomerId = customer.Id;
            _customers[details.RefId] = customer;
            return new CustomerWritten(Added: true, ExistingId: null, written);
        }
    }

    /// <summary>Adds tags; null when the customer is unknown.</summary>
    public TagsWritten? AddTags(CustomerKey key, IReadOnlyList<TagPair> tags)
    {
        if (Find(key) is not { } customer)
        {
            return null;
        }

        lock (_writing)
        {
            return Claim(customer, tags);
        }
    }

    /// <summary>Cancels the tags that the customer holds with that code and plate; null when the customer is unknown.</summary>
    public TagsWritten? CancelTags(CustomerKey key, IReadOnlyList<TagPair> tags)
    {
        if (Find(key) is not { } customer)
        {
            return null;
        }

        bool[] cancelled = new bool[tags.Count];
        lock (_writing)
        {
            lock (customer.Lock)
            {
                long now = clock.GetTimestamp();
                for (int i = 0; i < tags.Count; i++)
                {
                    if (_activeTags.TryGetValue(tags[i].Code, out Tag? tag)
                        && tag.Owner == customer
                        && string.Equals(tag.Plate, tags[i].Plate, StringComparison.Ordinal))
                    {
                        _activeTags.Remove(tag.Code);
                        tag.CancelledAt = now;
                        cancelled[i] = true;
                    }
                }
            }
        }

        return new TagsWritten(customer.Id, cancelled, ConflictWith: null);
    }

    /// <summary>The tags as a list shows them; null when the customer is unknown, or too new to be known to a list.</summary>
    public List<Tag>? ListTags(CustomerKey key)
    {
        if (Find(key) is not { } customer)
        {
            return null;
        }

        long now = clock.GetTimestamp();
        if (!IsVisible(customer.AddedAt, now))
        {
            return null;
        }

        lock (customer.Lock)
        {
            List<Tag> shown = new(customer.Tags.Count);
            foreach (Tag tag in customer.Tags)
            {
                bool gone = tag.CancelledAt is { } cancelledAt && IsVisible(cancelledAt, now);
                if (IsVisible(tag.AddedAt, now) && (behaviour.ListCancelled || !gone))
                {
                    shown.Add(tag);
                }
            }

            return shown;
        }
    }

    /// <summary>Everything, as it stands between two writes.</summary>
    public IReadOnlyList<SandboxCustomer> Snapshot()
    {
        lock (_writing)
        {
            return [.. _customers.Values.OrderBy(static customer => customer.Id).Select(SandboxCustomer.From)];
        }
    }

    private bool IsRefusedWhole(TagsWritten written) =>
        written.ConflictWith is not null && behaviour.Conflict == ConflictReading.Batch;

    private Customer? Find(CustomerKey key) =>
        _customers.TryGetValue(key.RefId, out Customer? customer) && customer.Matches(key) ? customer : null;

    private bool IsVisible(long writtenAt, long now) =>
        behaviour.ListLag == TimeSpan.Zero || clock.GetElapsedTime(writtenAt, now) >= behaviour.ListLag;

    /// <summary>Gives the customer the tags whose codes are free; the writing lock must be held.</summary>
    private TagsWritten Claim(Customer customer, IReadOnlyList<TagPair> tags)
    {
        long lastTagId = _lastTagId;
        long now = clock.GetTimestamp();
        bool[] taken = new bool[tags.Count];
        List<Tag> added = new(tags.Count);
        long? conflictWith = null;
        for (int i = 0; i < tags.Count; i++)
        {
            Tag tag = new(lastTagId + added.Count + 1, customer, tags[i], now);
            taken[i] = _activeTags.TryAdd(tag.Code, tag);
            if (taken[i])
            {
                added.Add(tag);
            }
            else
            {
                conflictWith ??= _activeTags[tag.Code].Owner.Id;
            }
        }

        TagsWritten written = new(customer.Id, taken, conflictWith);
        if (IsRefusedWhole(written))
        {
            // No one has seen these claims: every reader of the index waits for the writing lock.
            added.ForEach(tag => _activeTags.Remove(tag.Code));
            Array.Clear(taken);
            return written;
        }

        _lastTagId += added.Count;
        lock (customer.Lock)
        {
            customer.Tags.AddRange(added);
        }

        return written;
    }
}
