namespace ParkUp.Client;

/// <summary>What one list of a customer's tags says, without those that are proven to be revoked.</summary>
internal sealed class CustomerList
{
    private const int MaxLists = 8;

    private readonly TagLookup _lookup;

    private CustomerList(CustomerKey customer, TagSnapshot snapshot, IReadOnlyList<Tag> held)
    {
        Customer = customer;
        Snapshot = snapshot;
        _lookup = new TagLookup(held);
    }

    private CustomerList(CustomerKey customer, ParkUpException failure)
    {
        Customer = customer;
        Snapshot = new TagSnapshot(listed: null);
        _lookup = new TagLookup([]);
        Failure = failure;
    }

    public CustomerKey Customer { get; }

    /// <summary>The list as it came; of no known customer where it failed.</summary>
    public TagSnapshot Snapshot { get; }

    /// <summary>Why there is no list; null where there is one. A <see cref="NotFoundException"/> about the customer says that it is unknown.</summary>
    public ParkUpException? Failure { get; }

    /// <summary>Whether the service says that it knows no such customer.</summary>
    public bool IsUnknown => Failure is NotFoundException { IsAboutCustomer: true };

    /// <summary>Whether nothing can be said of the customer.</summary>
    public bool HasFailed => Failure is not null && !IsUnknown;

    /// <summary>Asks the service.</summary>
    /// <param name="isRevoked">Whether a listed tag is proven to be revoked: services may list cancelled tags. Null for none.</param>
    public static async Task<CustomerList> ReadAsync(UsersApi api, CustomerKey customer, Predicate<Tag>? isRevoked, RequestLane lane, CancellationToken stop)
    {
        try
        {
            var (snapshot, _) = await new ListReconciler(api, customer, lane, stop).ReadAsync().ConfigureAwait(false);
            return new CustomerList(customer, snapshot, isRevoked is null ? snapshot.Current : [.. snapshot.Current.Where(tag => !isRevoked(tag))]);
        }
        catch (ParkUpException failure)
        {
            return new CustomerList(customer, failure);
        }
    }

    /// <summary>
    /// Lists again until two lists in a row agree on which of some tags are there, or one shows them all: a list may lag,
    /// so that one alone does not prove that a tag is gone.
    /// </summary>
    public async Task<CustomerList> ConfirmAsync(UsersApi api, TagOrder[] expected, Predicate<Tag>? isRevoked, RequestLane lane, CancellationToken stop)
    {
        var before = this;
        for (var number = 1; number < MaxLists; number++)
        {
            await lane.Gate.Backoff.WaitAsync(lane.Gate.Backoff.DelayAfter(number), stop).ConfigureAwait(false);
            var list = await ReadAsync(api, Customer, isRevoked, lane, stop).ConfigureAwait(false);
            if (list.HasFailed || Array.TrueForAll(expected, list.Shows) || (list.IsUnknown == before.IsUnknown && Array.TrueForAll(expected, tag => list.Shows(tag) == before.Shows(tag))))
            {
                return list;
            }

            before = list;
        }

        return new CustomerList(Customer, new InvalidResponseException(Texts.ListsDisagree));
    }

    /// <summary>The tag with this code and plate, as the service holds it; null where there is none.</summary>
    public TagOrder? Find(TagOrder order) => _lookup.Find(order) is [var tag, ..] ? tag : null;

    /// <summary>The tag with this code, whatever its plate: the last that is listed. Null where there is none.</summary>
    public TagOrder? FindCode(TagOrder order) => _lookup.Find(order with { Plate = null }) is [.., var tag] ? tag : null;

    private bool Shows(TagOrder order) => Snapshot.ContainsCode(order.Code!);

    /// <summary>Whether it is a whole list without the code, also of those that are proven to be revoked.</summary>
    public bool Lacks(TagOrder order) => Snapshot is { CustomerIsKnown: true, MayBeCut: false } && !Snapshot.ContainsCode(order.Code!);

    /// <summary>Whether it proves that the customer does not hold the code.</summary>
    public bool ProvesAbsent(TagOrder order) => Snapshot is { CustomerIsKnown: true, MayBeCut: false } && FindCode(order) is null;
}
