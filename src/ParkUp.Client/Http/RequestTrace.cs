namespace ParkUp.Client;

/// <summary>One request with its bodies, masked: what a person is known by is shortened, and the token is taken out.</summary>
public sealed record RequestTrace
{
    /// <summary>The request itself.</summary>
    public required RequestSummary Summary { get; init; }

    /// <summary>The body that went with it, masked.</summary>
    public required string Body { get; init; }

    /// <summary>The body of the answer, masked; null where no answer came.</summary>
    public string? Answer { get; init; }

    /// <summary>The bodies, one a line.</summary>
    public IEnumerable<string> ToLines()
    {
        // Requests in flight end in any order: each line says which one it is of.
        var request = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Summary.Method} {Summary.Path} (attempt {Summary.Attempt})");
        yield return $"{request} with {Body}";
        yield return Answer is null ? $"{request} had no answer" : $"{request} was answered with {Answer}";
    }
}
