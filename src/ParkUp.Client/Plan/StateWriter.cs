using System.Buffers;

namespace ParkUp.Client;

/// <summary>Writes a state as text, such that it is read again as it is.</summary>
internal static class StateWriter
{
    public const string BaseUriColumn = "BaseUri";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\t|\"\r\n");

    /// <summary>Writes all entries. The address stands on each row: no row can then be taken for a header or a total.</summary>
    public static void Write(TextWriter writer, PlanState state, Uri baseUri)
    {
        WriteRow(writer, [nameof(StateEntry.RefId), nameof(StateEntry.CustomerId), nameof(StateEntry.Code), nameof(StateEntry.Plate), nameof(StateEntry.Seen), nameof(StateEntry.Missing), nameof(StateEntry.Revoked), BaseUriColumn]);
        var address = BaseAddress.WithSlash(baseUri).AbsoluteUri;
        foreach (var entry in state.Entries)
        {
            if (CanBeRead(entry))
            {
                WriteRow(writer,
                [
                    entry.RefId,
                    entry.CustomerId is > 0 and var id ? id.ToString(CultureInfo.InvariantCulture) : null,
                    entry.Code,
                    Plate.Normalize(entry.Plate),
                    Time(entry.Seen),
                    Time(entry.Missing),
                    Time(entry.Revoked),
                    address,
                ]);
            }
        }
    }

    /// <summary>Whether reading the entry gives it back. A code that the service listed may be none that a roster can hold, and would spoil the state; no roster can want it.</summary>
    private static bool CanBeRead(StateEntry entry) =>
        new TagRow { RefId = entry.RefId, Code = entry.Code, Plate = Plate.Normalize(entry.Plate) }.Check(TagNaming.CodeAndPlate, out var order) is null
        && string.Equals(order.Customer.RefId, entry.RefId, StringComparison.Ordinal)
        && string.Equals(order.Code, entry.Code, StringComparison.Ordinal)
        && string.Equals(order.Plate, Plate.Normalize(entry.Plate), StringComparison.Ordinal)
        && Math.Max(entry.RefId.Length, Math.Max(entry.Code.Length, entry.Plate!.Length)) <= RowCells.MaxCell;

    private static string? Time(DateTimeOffset? time) => time is { } known ? PlanTime.Format(known) : null;

    private static void WriteRow(TextWriter writer, ReadOnlySpan<string?> cells)
    {
        for (var column = 0; column < cells.Length; column++)
        {
            writer.Write(column == 0 ? string.Empty : ",");
            writer.Write(cells[column] is { } cell && cell.AsSpan().ContainsAny(Quoted)
                ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                : cells[column]);
        }

        writer.Write("\r\n");
    }
}
