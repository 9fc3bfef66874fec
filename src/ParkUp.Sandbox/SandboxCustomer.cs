using System.Text.Json.Serialization;

namespace ParkUp.Sandbox;

/// <summary>A tag that the sandbox keeps.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Code">Its code.</param>
/// <param name="Plate">Its plate.</param>
/// <param name="Active">False once it was cancelled.</param>
public sealed record SandboxTag(long Id, string Code, string Plate, bool Active);

/// <summary>A customer that the sandbox keeps, as it truly is: without lag, and with cancelled tags.</summary>
/// <param name="Id">Its number.</param>
/// <param name="RefId">Its reference.</param>
/// <param name="Email">Its email address.</param>
/// <param name="Phone">Its phone number.</param>
/// <param name="Name">Its first name, or null.</param>
/// <param name="LastName">Its last name, or null.</param>
/// <param name="IsUnlimited">Whether it has unlimited access.</param>
/// <param name="Tags">All tags that were ever added, in the order of adding.</param>
public sealed record SandboxCustomer(
    long Id,
    string RefId,
    string Email,
    string Phone,
    string? Name,
    [property: JsonPropertyName("lastname")] string? LastName,
    bool IsUnlimited,
    IReadOnlyList<SandboxTag> Tags);
