namespace ParkUp.Architecture.Tests;

/// <summary>Holds a list against the one that it should be.</summary>
internal static class Listing
{
    /// <summary>Fails where anything is in one of the two lists only, and names all of it.</summary>
    public static void Same(IEnumerable<string?> wanted, IEnumerable<string?> found)
    {
        var (expected, actual) = (wanted.ToHashSet(StringComparer.Ordinal), found.ToHashSet(StringComparer.Ordinal));
        string[] differences =
        [
            .. actual.Except(expected, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(static item => $"should not be: {item}"),
            .. expected.Except(actual, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(static item => $"is missing:    {item}"),
        ];
        if (differences.Length > 0)
        {
            Assert.Fail(string.Join('\n', differences));
        }
    }
}
