namespace ParkUp.Client;

/// <summary>What a column of a roster can mean. Each is named as its property of <see cref="RosterEntry"/>.</summary>
internal enum RosterField
{
    /// <summary>The reference that the customer is known by.</summary>
    RefId,

    /// <summary>The number that ParkUp gave the customer.</summary>
    CustomerId,

    /// <summary>The customer's email address.</summary>
    Email,

    /// <summary>The customer's phone number.</summary>
    Phone,

    /// <summary>The customer's first name.</summary>
    Name,

    /// <summary>The customer's last name.</summary>
    LastName,

    /// <summary>Whether the customer may park without limit.</summary>
    IsUnlimited,

    /// <summary>The code printed on the parking tag.</summary>
    Code,

    /// <summary>The license plate that the tag is for.</summary>
    Plate,

    /// <summary>Several tags in one cell, as results are exported: CODE:PLATE; CODE:PLATE.</summary>
    Tags,
}
