namespace ParkUp.Client;

/// <summary>A question for the tags of one customer.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Wanted">Which of its tags are wanted; null for all. Called on the thread that sent the request.</param>
public sealed record TagQuery(CustomerKey Customer, Predicate<Tag>? Wanted = null);
