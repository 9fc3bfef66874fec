namespace ParkUp.Client;

/// <summary>What an <see cref="Outcome"/> rests on.</summary>
public enum Evidence
{
    /// <summary>Nothing that the service said: the row was never answered.</summary>
    None,

    /// <summary>The service's answer to the request itself.</summary>
    Response,

    /// <summary>A list of the customer's tags, read from the service.</summary>
    List,
}
