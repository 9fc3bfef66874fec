namespace ParkUp.Sandbox;

/// <summary>A customer as it is kept.</summary>
internal sealed class KeptCustomer(long id, NewCustomer asked, DateTimeOffset addedAt)
{
    public long Id => id;

    public string RefId => asked.RefId;

    /// <summary>What it was made of; the tags it has now are in <see cref="Tags"/>.</summary>
    public NewCustomer Asked => asked;

    public DateTimeOffset AddedAt => addedAt;

    /// <summary>Guards the tags, so that a list neither waits for other customers' writes nor sees half a batch.</summary>
    public object Lock { get; } = new();

    /// <summary>All tags that were ever added, in the order of adding.</summary>
    public List<KeptTag> Tags { get; } = [];

    /// <summary>The customer as its file holds it; null where it changed since it was last written.</summary>
    public byte[]? Json { get; set; }

    public SandboxCustomer ToPublic() => new(
        id, asked.RefId, asked.Email, asked.Phone, asked.Name, asked.LastName, asked.IsUnlimited, [.. Tags.Select(static tag => tag.ToPublic())]);
}

/// <summary>A tag as it is kept, cancelled ones too.</summary>
internal sealed class KeptTag(long id, KeptCustomer owner, TagPair pair, DateTimeOffset addedAt)
{
    public long Id => id;

    public KeptCustomer Owner => owner;

    public string Code => pair.Code;

    public string Plate => pair.Plate;

    public DateTimeOffset AddedAt => addedAt;

    /// <summary>Guarded by the owner's lock.</summary>
    public DateTimeOffset? CancelledAt { get; set; }

    public SandboxTag ToPublic() => new(id, pair.Code, pair.Plate, CancelledAt is null);
}
