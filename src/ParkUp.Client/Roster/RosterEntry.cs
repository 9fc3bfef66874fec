namespace ParkUp.Client;

/// <summary>One row of a roster: a customer, a parking tag, or both. Every blank cell is <see langword="null"/>.</summary>
/// <remarks>What programs put around a value is removed; a cell that cannot be trusted stays as it is, for the cmdlet that sends it to refuse the row.</remarks>
public sealed class RosterEntry
{
    /// <summary>The line of the file on which the row starts; the first line is 1.</summary>
    public int Line { get; internal init; }

    /// <summary>The reference that the customer is known by.</summary>
    public string? RefId { get; internal init; }

    /// <summary>The number that ParkUp gave the customer, as written in the file.</summary>
    public string? CustomerId { get; internal init; }

    /// <summary>The customer's email address.</summary>
    public string? Email { get; internal init; }

    /// <summary>The customer's phone number.</summary>
    public string? Phone { get; internal init; }

    /// <summary>The customer's first name.</summary>
    public string? Name { get; internal init; }

    /// <summary>The customer's last name.</summary>
    public string? LastName { get; internal init; }

    /// <summary>
    /// A <see cref="bool"/> where the cell says yes or no in English or Spanish; otherwise the <see cref="string"/>
    /// that the cell holds, so that its consumer can refuse the row and quote it; <see langword="null"/> where blank.
    /// </summary>
    public object? IsUnlimited { get; internal init; }

    /// <summary>The code printed on the parking tag.</summary>
    public string? Code { get; internal init; }

    /// <summary>The license plate that the tag is for, as written in the file.</summary>
    public string? Plate { get; internal init; }

    /// <summary>Several tags in one cell, as the results of created customers are exported: <c>CODE:PLATE; CODE:PLATE</c>.</summary>
    public string? Tags { get; internal init; }

    /// <summary>
    /// What was asked for and not done, where the row is an exported result, or <c>RevokeTag</c> where it is a revocation of a
    /// plan: neither a failed nor a planned revocation must be taken for a tag to add.
    /// </summary>
    public string? FailedOperation { get; internal init; }

    /// <summary>The cells of the columns that hold no field, in the order of <see cref="RosterFile.OtherColumns"/>.</summary>
    internal IReadOnlyList<string?> Others { get; init; } = [];

    /// <summary>The reading of the file that the row is of; null where the row is of no file.</summary>
    internal RosterReading? Reading { get; init; }

    /// <summary>Why the row could not be sent as one tag, for scripts that compare rows without sending them.</summary>
    /// <returns>What is wrong with RefId, Code or Plate; null where nothing is.</returns>
    public string? FindProblem() =>
        (Fault ?? new TagRow { RefId = RefId, CustomerId = CustomerId, Code = Code, Plate = Plate }.Check(TagNaming.CodeAndPlate, out _))?.Message;

    /// <summary>Why the row cannot be trusted, because its cells do not line up with the header; null where it can.</summary>
    internal InvalidInputException? Fault { get; init; }
}
