namespace ParkUp.Bench;

/// <summary>One question to the module, and its answer against a reference that ran beside it.</summary>
internal interface IMeasure
{
    /// <summary>What <c>--only</c> calls it.</summary>
    string Name { get; }

    /// <summary>What it measures, in a line.</summary>
    string Description { get; }

    /// <summary>Takes the figures.</summary>
    /// <exception cref="BenchException">A round did not do what it was to be measured for.</exception>
    Task<IReadOnlyList<Figure>> RunAsync(BenchContext context);
}

/// <summary>What a measure is told.</summary>
/// <param name="Measure">Its name.</param>
/// <param name="Rounds">How many rounds count.</param>
internal sealed record BenchContext(string Measure, int Rounds)
{
    /// <summary>Tells whoever waits how far it is; not on stdout, which is the table's.</summary>
    public void Say(string text) => Console.Error.WriteLine($"[{Measure}] {text}");
}

/// <summary>A round failed, so that there is no figure.</summary>
internal sealed class BenchException : Exception
{
    public BenchException()
    {
    }

    public BenchException(string message)
        : base(message)
    {
    }

    public BenchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
