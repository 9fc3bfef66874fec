namespace ParkUp.Client;

/// <summary>What a column of a roster can hold, named as the properties of <see cref="RosterEntry"/>.</summary>
internal enum RosterField
{
    RefId, CustomerId, Email, Phone, Name, LastName, IsUnlimited, Code, Plate, Tags,
}
