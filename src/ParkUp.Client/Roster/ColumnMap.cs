using System.Collections;
using System.Collections.Frozen;

namespace ParkUp.Client;

/// <summary>Reads which columns the caller says hold which fields: <c>@{ RefId = 'Legajo' }</c>.</summary>
internal static class ColumnMap
{
    public static FrozenDictionary<RosterField, string> None { get; } = FrozenDictionary<RosterField, string>.Empty;

    /// <exception cref="InvalidInputException">A key is no field, a value is no name, or two fields take one column.</exception>
    public static IReadOnlyDictionary<RosterField, string> Parse(IDictionary pairs)
    {
        Dictionary<RosterField, string> map = [];
        foreach (DictionaryEntry pair in pairs)
        {
            var key = $"{pair.Key}";
            var field = Enum.GetValues<RosterField>().Where(field => RosterColumns.AreSame($"{field}", key)).Cast<RosterField?>().FirstOrDefault()
                ?? throw Fault(Texts.ColumnMapUnknownField.With(RosterHeader.Quote(key), string.Join(", ", Enum.GetNames<RosterField>())));
            var column = Cell.Trim($"{pair.Value}") ?? throw Fault(Texts.ColumnMapNoColumn.With($"{field}"));
            foreach (var (other, taken) in map)
            {
                if (other == field || RosterColumns.AreSame(taken, column))
                {
                    throw Fault(Texts.ColumnMapTwice.With(RosterHeader.Quote(column), $"{other}", $"{field}"));
                }
            }

            map.Add(field, column);
        }

        return map;
    }

    private static InvalidInputException Fault(string message) => new(message) { Field = "ColumnMap" };
}
