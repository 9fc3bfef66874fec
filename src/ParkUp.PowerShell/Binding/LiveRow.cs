namespace ParkUp.PowerShell;

/// <summary>The cells of piped objects that are of the module's own types, for a cmdlet whose parameters do not bind them.</summary>
internal static class LiveRow
{
    public static BoundCells CellsOf(object? piped) => piped switch
    {
        TagResult result => Of(result.RefId, result.CustomerId, result.Code, result.Plate),
        Tag tag => Of(tag.RefId, tag.CustomerId, tag.Code, tag.Plate),
        _ => default,
    };

    private static BoundCells Of(string? refId, long? customerId, string? code, string? plate) => new()
    {
        RefId = CellValue.From(refId),
        CustomerId = CellValue.From(customerId),
        Code = CellValue.From(code),
        Plate = CellValue.From(plate),
    };
}
