namespace ParkUp.Client;

/// <summary>A row's result, and the error that goes with it where the row did not succeed.</summary>
/// <typeparam name="TResult">The kind of result.</typeparam>
/// <param name="Result">What became of the row.</param>
/// <param name="Error">Why it did not succeed; null where it did.</param>
public readonly record struct Reported<TResult>(TResult Result, ParkUpException? Error);
