using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Adds tags to customers that exist: one result a row.</summary>
[Cmdlet(VerbsCommon.Add, "ParkUpTag", DefaultParameterSetName = TagSet, SupportsShouldProcess = true)]
[OutputType(typeof(TagResult))]
public sealed class AddParkUpTagCommand : TagWriteCommand
{
    private TagAdder? _adder;

    private protected override Operation Operation => Operation.Add;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _adder = new TagAdder(Connection!, OnRequest);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        Process(Rows(), TagNaming.CodeAndPlate, Texts.AddAction, orders => Wait(stop => _adder!.AddAsync(orders, BatchSize, stop)));
}
