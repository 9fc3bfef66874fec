namespace ParkUp.Client;

/// <summary>How a request names a customer.</summary>
/// <param name="RefId">The customer's reference.</param>
/// <param name="Id">The service's number for the customer, where the row gave it.</param>
public readonly record struct CustomerKey(string RefId, long? Id);
