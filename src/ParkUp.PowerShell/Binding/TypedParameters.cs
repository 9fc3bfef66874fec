namespace ParkUp.PowerShell;

/// <summary>Which parameters were typed on the command line, and so hold for every row.</summary>
/// <param name="RefId">The customer.</param>
/// <param name="CustomerId">The customer's number.</param>
/// <param name="CodeOrPlate">The code, the plate, or both.</param>
/// <param name="Tag">Tags.</param>
internal readonly record struct TypedParameters(bool RefId, bool CustomerId, bool CodeOrPlate, bool Tag)
{
    /// <param name="bound">The bound parameters, before the first row.</param>
    public static TypedParameters Of(IReadOnlyDictionary<string, object> bound) => new(
        bound.ContainsKey("RefId"), bound.ContainsKey("CustomerId"), bound.ContainsKey("Code") || bound.ContainsKey("Plate"), bound.ContainsKey("Tag"));
}
