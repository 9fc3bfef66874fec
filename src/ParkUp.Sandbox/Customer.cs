namespace ParkUp.Sandbox;

/// <summary>A tag as it is asked for.</summary>
internal readonly record struct TagPair(string Code, string Plate);

/// <summary>What a customer is asked to be.</summary>
internal sealed record CustomerDetails(string RefId, string Email, string Phone, string? Name, string? LastName, bool IsUnlimited);

/// <summary>Names a customer: by reference, and by number as well where the caller gave one.</summary>
internal readonly record struct CustomerKey(string RefId, double? Id);

/// <summary>A tag as it is kept, cancelled ones too.</summary>
internal sealed class Tag(long id, Customer owner, TagPair pair, long addedAt)
{
    public long Id { get; } = id;

    public Customer Owner { get; } = owner;

    public string Code { get; } = pair.Code;

    public string Plate { get; } = pair.Plate;

    /// <summary>The clock's timestamp of the adding.</summary>
    public long AddedAt { get; } = addedAt;

    /// <summary>The clock's timestamp of the cancelling; guarded by the owner's lock.</summary>
    public long? CancelledAt { get; set; }
}

/// <summary>A customer as it is kept.</summary>
internal sealed class Customer(long id, CustomerDetails details, long addedAt)
{
    public long Id { get; } = id;

    public CustomerDetails Details { get; } = details;

    /// <summary>The clock's timestamp of the adding.</summary>
    public long AddedAt { get; } = addedAt;

    /// <summary>Guards the tags, so that a list neither waits for other customers' writes nor sees half a batch.</summary>
    public object Lock { get; } = new();

    /// <summary>All tags that were ever added, in the order of adding.</summary>
    public List<Tag> Tags { get; } = [];

    /// <summary>Whether a number that came with the reference is this customer's.</summary>
    public bool Matches(CustomerKey key) => key.Id is not { } given || given == Id;
}
