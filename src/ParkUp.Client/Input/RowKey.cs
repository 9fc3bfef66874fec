namespace ParkUp.Client;

/// <summary>What a row is about: two rows with the same key are duplicates, or in conflict.</summary>
internal readonly record struct RowKey(CustomerKey Customer, TagNaming Naming, string? Code, string? Plate)
{
    /// <summary>A row with code and plate has its code for the key: the same code with another plate is a conflict.</summary>
    public static RowKey Of(TagOrder order) => order switch
    {
        { Code: { } code, Plate: not null } => new RowKey(order.Customer, TagNaming.CodeAndPlate, code, Plate: null),
        { Code: null, Plate: null } => new RowKey(order.Customer, TagNaming.All, Code: null, Plate: null),
        _ => new RowKey(order.Customer, TagNaming.CodeOrPlate, order.Code, order.Plate),
    };
}
