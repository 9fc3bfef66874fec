using System.Globalization;

namespace ParkUp.Bench;

/// <summary>What the codes of a run begin with: its contender and its round.</summary>
internal static class RunCodes
{
    public static string Of(char contender, int round) => string.Create(CultureInfo.InvariantCulture, $"{contender}{round:D3}T");
}
