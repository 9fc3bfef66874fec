namespace ParkUp.Client;

/// <summary>One address of the API reference, relative to the base address.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path.</param>
/// <param name="ChangesNothing">Whether a request to it is safe to repeat, whatever became of the one before.</param>
internal sealed record Endpoint(HttpMethod Method, string Path, bool ChangesNothing = false)
{
    /// <summary>"Create client".</summary>
    public static readonly Endpoint CreateCustomer = new(HttpMethod.Post, "api/v3/business/customer/add");

    /// <summary>"Get all tags".</summary>
    public static readonly Endpoint ListTags = new(HttpMethod.Post, "api/v3/business/tag/list", ChangesNothing: true);

    /// <summary>"Create tags".</summary>
    public static readonly Endpoint AddTags = new(HttpMethod.Post, "api/v3/business/tag/add");

    /// <summary>"Cancel tags".</summary>
    public static readonly Endpoint CancelTags = new(HttpMethod.Put, "api/v3/business/tag/cancel");
}
