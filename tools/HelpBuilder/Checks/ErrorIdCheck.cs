using System.Text.RegularExpressions;
using HelpBuilder.Commands;
using HelpBuilder.Pages;

namespace HelpBuilder.Checks;

/// <summary>
/// Sees to it that every error id is documented: all of them in the topic of errors, and in the notes of each cmdlet
/// those that it can write.
/// </summary>
internal sealed partial class ErrorIdCheck(IReadOnlyDictionary<string, CmdletModel> cmdlets, IReadOnlyList<string> ids, Problems problems)
{
    private const string TopicMark = "_Errors";

    // A cmdlet that takes a connection meets these before it sends anything.
    private const string ConnectionParameter = "Connection";
    private static readonly string[] OfConnections = ["NotConnected", "UnencryptedConnection", "InvalidInput"];

    // One that sends rows can meet them all. Those that it cannot, its notes name as such.
    private const string RowsParameter = "ThrottleLimit";

    // One that makes or applies plans has a state, and meets those of plans as well.
    private const string PlansParameter = "StatePath";
    private static readonly string[] OfPlans = ["PlanMismatch", "StateLocked", "PlanStale", "RevocationLimit"];

    public void Check(PageFolder pages)
    {
        foreach (var page in pages.Cmdlets)
        {
            CheckNotes(page);
        }

        if (ids.Count > 0)
        {
            CheckTopic(pages);
        }
    }

    /// <summary>The ids that a page's notes name.</summary>
    public IReadOnlySet<string> Named(CmdletPage page) => page.Notes.SelectMany(Texts).SelectMany(Words).Where(ids.Contains).ToHashSet(StringComparer.Ordinal);

    private void CheckNotes(CmdletPage page)
    {
        var named = Named(page);
        foreach (var id in Wanted(page).Where(id => !named.Contains(id)))
        {
            problems.Add(page.File, page.NotesLine, ProblemCodes.ErrorId, $"The notes of {page.Name} say nothing of the error {id}.");
        }

        foreach (var list in page.Notes.OfType<BulletList>())
        {
            foreach (var id in list.Items.SelectMany(Heads).Where(id => !ids.Contains(id, StringComparer.Ordinal)))
            {
                problems.Add(page.File, list.Line, ProblemCodes.ErrorId, $"There is no error {id}.");
            }
        }
    }

    private IEnumerable<string> Wanted(CmdletPage page)
    {
        if (!cmdlets.TryGetValue(page.Name, out var cmdlet))
        {
            return [];
        }

        return cmdlet.Parameters.ContainsKey(RowsParameter) && cmdlet.Parameters.ContainsKey(PlansParameter) ? ids
            : cmdlet.Parameters.ContainsKey(RowsParameter) ? ids.Except(OfPlans, StringComparer.Ordinal)
            : cmdlet.Parameters.ContainsKey(ConnectionParameter) ? OfConnections.Intersect(ids, StringComparer.Ordinal)
            : [];
    }

    private void CheckTopic(PageFolder pages)
    {
        if (pages.Topics.FirstOrDefault(static topic => topic.Name.EndsWith(TopicMark, StringComparison.Ordinal)) is not { } topic)
        {
            problems.Add(pages.Path, 1, ProblemCodes.ErrorId, $"There is no topic about_…{TopicMark}.");
            return;
        }

        var rows = topic.Sections()
            .SelectMany(static section => section.Blocks)
            .OfType<TextTable>()
            .Where(static table => table.Rows[0][0] is "Id")
            .SelectMany(static table => table.Rows.Skip(1).Select(row => (Id: row[0], table.Line)))
            .ToList();
        foreach (var id in ids.Where(id => !rows.Exists(row => string.Equals(row.Id, id, StringComparison.Ordinal))))
        {
            problems.Add(topic.Page, 1, ProblemCodes.ErrorId, $"No table with a column 'Id' has the error {id}.");
        }

        foreach (var (id, line) in rows.Where(row => !ids.Contains(row.Id, StringComparer.Ordinal)))
        {
            problems.Add(topic.Page, line, ProblemCodes.ErrorId, $"There is no error {id}.");
        }
    }

    /// <summary>What stands before the colon of an item: one id, or several.</summary>
    private static IEnumerable<string> Heads(string item) =>
        item.IndexOf(':', StringComparison.Ordinal) is > 0 and var end
            ? item[..end].Split(", ").Where(static head => Word().Match(head).Length == head.Length)
            : [];

    private static IEnumerable<string> Texts(TextBlock block) => block switch
    {
        Paragraph paragraph => [paragraph.Text],
        BulletList list => list.Items,
        TextTable table => table.Rows.SelectMany(static row => row),
        _ => [],
    };

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(static word => word.Value);

    [GeneratedRegex(@"\b[A-Z]\w+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
