using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ParkUp.Client;

/// <summary>Codes that rows want and their customers lack, beside listed ones that no row wants and that are like them: a spreadsheet may have taken zeros or signs away.</summary>
internal sealed class AlikeCodes(PlanRoster roster)
{
    private readonly Dictionary<int, UnmatchedTag> _tags = [];
    private readonly Dictionary<UnmatchedTag, int> _rows = [];

    /// <summary>The listed tag whose code is like the row's; null where there is none.</summary>
    public UnmatchedTag? TagLike(int row) => _tags.GetValueOrDefault(row);

    /// <summary>The row whose code is like the listed tag's; null where there is none.</summary>
    public PlanRow? RowLike(UnmatchedTag tag) => _rows.TryGetValue(tag, out var row) ? roster.Rows[row] : null;

    /// <summary>Finds them, once all lists are known.</summary>
    public void Find()
    {
        var lacking = new Dictionary<PlanCustomer, List<int>>();
        for (var i = 0; i < roster.Rows.Count; i++)
        {
            if (roster.CustomerOf(i) is { Unmatched.Count: > 0 } customer && IsLacking(i, customer))
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(lacking, customer, out _) ??= []).Add(i);
            }
        }

        foreach (var (customer, rows) in lacking)
        {
            Compare(rows, [.. customer.Unmatched.Where(IsUnwanted)]);
        }
    }

    private static Dictionary<string, T> ByKey<T>(IEnumerable<T> all, Func<T, string> codeOf)
    {
        var byKey = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var one in all)
        {
            foreach (var key in RefIdLikeness.KeysOf(codeOf(one)))
            {
                byKey.TryAdd(key, one);
            }
        }

        return byKey;
    }

    private static string CodeOf(UnmatchedTag tag) => Cell.Trim(tag.Code)!;

    private string CodeOf(int row) => roster.Rows[row].Code!;

    private void Compare(List<int> rows, List<UnmatchedTag> tags)
    {
        var (rowsByKey, tagsByKey) = (ByKey(rows, CodeOf), ByKey(tags, CodeOf));
        foreach (var row in rows)
        {
            foreach (var key in RefIdLikeness.KeysOf(CodeOf(row)).Where(tagsByKey.ContainsKey))
            {
                _tags.TryAdd(row, tagsByKey[key]);
            }
        }

        foreach (var tag in tags)
        {
            foreach (var key in RefIdLikeness.KeysOf(CodeOf(tag)).Where(rowsByKey.ContainsKey))
            {
                _rows.TryAdd(tag, rowsByKey[key]);
            }
        }
    }

    /// <summary>Whether the customer holds no such code, and it is clear that the row wants it.</summary>
    private bool IsLacking(int row, PlanCustomer customer)
    {
        if (roster.Rows[row].Code is not { } code)
        {
            return false;
        }

        ref var wanted = ref roster.Wanted(code);
        return wanted.First == row && !roster.IsInDoubt(wanted) && !roster.IsMatched(row) && !ReferenceEquals(wanted.Source?.Customer, customer);
    }

    private bool IsUnwanted(UnmatchedTag tag) => Unsafe.IsNullRef(ref roster.Wanted(CodeOf(tag)));
}
