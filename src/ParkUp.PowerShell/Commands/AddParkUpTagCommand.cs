using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Adds tags to customers that exist: one result a row.</summary>
[Cmdlet(VerbsCommon.Add, "ParkUpTag", SupportsShouldProcess = true)]
[OutputType(typeof(TagResult))]
public sealed class AddParkUpTagCommand : TagWriteCommand
{
    private protected override Operation Operation => Operation.Add;

    private protected override TagNaming Naming => TagNaming.CodeAndPlate;

    private protected override string Action => Texts.AddAction;

    private protected override BulkOperation<TagOrder, TagResult> CreateOperation() => new TagAdder(Connection!, OnRequest, OnTrace);
}
