namespace ParkUp.Client;

/// <summary>What a row is about, whatever else it says of it.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Naming">How the row names its tags.</param>
/// <param name="Code">The code it names; null where it names none.</param>
/// <param name="Plate">The plate it names, where it names no code.</param>
internal readonly record struct RowSubject(CustomerKey Customer, TagNaming Naming, string? Code, string? Plate)
{
    /// <summary>A row that names a tag outright is about its code: there it has one plate, or the rows clash.</summary>
    public static RowSubject Of(TagOrder order) => order switch
    {
        { Code: { } code, Plate: not null } => new RowSubject(order.Customer, TagNaming.CodeAndPlate, code, Plate: null),
        { Code: null, Plate: null } => new RowSubject(order.Customer, TagNaming.All, Code: null, Plate: null),
        _ => new RowSubject(order.Customer, TagNaming.CodeOrPlate, order.Code, order.Plate),
    };
}
