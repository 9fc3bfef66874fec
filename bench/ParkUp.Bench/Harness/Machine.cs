using System.Runtime.InteropServices;

namespace ParkUp.Bench;

/// <summary>What the figures were taken on: without it they say nothing.</summary>
internal static class Machine
{
    public static string Describe() => FormattableString.Invariant(
        $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30)} GiB, {RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.FrameworkDescription}, {Pwsh.Version}");
}
