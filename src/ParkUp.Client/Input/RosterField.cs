namespace ParkUp.Client;

/// <summary>What a column of a roster can hold, named as the properties of <see cref="RosterEntry"/>.</summary>
internal enum RosterField
{
    RefId, CustomerId, Email, Phone, Name, LastName, IsUnlimited, Code, Plate, Tags,
}

/// <summary>A set of fields. Its members are bits, so that no table of a common start needs collections of its own.</summary>
[Flags]
internal enum RosterFields
{
    RefId = 1 << RosterField.RefId,
    CustomerId = 1 << RosterField.CustomerId,
    Email = 1 << RosterField.Email,
    Phone = 1 << RosterField.Phone,
    Name = 1 << RosterField.Name,
    LastName = 1 << RosterField.LastName,
    IsUnlimited = 1 << RosterField.IsUnlimited,
    Code = 1 << RosterField.Code,
    Plate = 1 << RosterField.Plate,
    Tags = 1 << RosterField.Tags,
    All = (1 << RosterField.Tags + 1) - 1,
}
