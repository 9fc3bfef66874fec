using BenchmarkDotNet.Attributes;
using ParkUp.Client;

namespace ParkUp.Micro;

/// <summary>What is done to every row before it is sent.</summary>
public class CellBenchmarks
{
    private readonly TagRow _row = new() { RefId = "C0000001", Code = "O202020", Plate = "JPKJ21" };
    private readonly TagRow _untidyRow = new() { RefId = " C0000001", Code = "O202020 ", Plate = "jp·kj-21" };

    [Benchmark(Description = "Plate that is tidy already")]
    public string? TidyPlate() => Plate.Normalize("JPKJ21");

    [Benchmark(Description = "Plate as people write it")]
    public string? UntidyPlate() => Plate.Normalize("jp·kj-21");

    [Benchmark(Description = "Code cell that is tidy already")]
    public string? TidyCode() => Cell.Trim("O202020");

    [Benchmark(Description = "Code cell with blanks around it")]
    public string? UntidyCode() => Cell.Trim("\u00a0O202020 ");

    [Benchmark(Description = "Check of a tidy row")]
    public object TidyRow() => Check(_row);

    [Benchmark(Description = "Check of an untidy row")]
    public object UntidyRow() => Check(_untidyRow);

    private static TagOrder Check(TagRow row) =>
        row.Check(TagNaming.CodeAndPlate, out var order) is { } fault ? throw fault : order;
}
