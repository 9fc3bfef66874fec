using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace ParkUp.Sandbox.Tests;

/// <summary>Runs a theory through both doors, with these further arguments.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ThroughBothDoorsAttribute(params object[] rest) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [.. Enum.GetValues<Door>().Select(door => new TheoryDataRow([door, .. rest]))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
