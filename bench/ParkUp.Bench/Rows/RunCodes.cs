using System.Globalization;

namespace ParkUp.Bench;

/// <summary>What the codes of a run begin with: its contender and its round.</summary>
internal static class RunCodes
{
    // Rounds that do not count have numbers up to 0, and a code no sign.
    private const int FirstNumber = 100;

    public static string Of(char contender, int round) => string.Create(CultureInfo.InvariantCulture, $"{contender}{FirstNumber + round:D3}T");
}
