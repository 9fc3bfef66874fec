using System.Management.Automation;

namespace ParkUp.Help.Tests.Builder;

/// <summary>The cmdlet of the sample pages: the builder reads this assembly as it reads the module's.</summary>
[Cmdlet(VerbsCommon.Get, "ParkUpSample")]
[OutputType(typeof(string))]
public sealed class GetParkUpSampleCommand : PSCmdlet
{
    [Parameter]
    [Alias("Label", "Etiqueta")]
    public string? Name { get; set; }

    [Parameter]
    public int ThrottleLimit { get; set; } = 8;

    [Parameter]
    public string? StatePath { get; set; }
}

/// <summary>The error ids of the sample.</summary>
public static class ErrorIds
{
    public const string Missing = "Missing";

    public const string Refused = "Refused";

    public const string PlanStale = "PlanStale";
}
