using System.Text.RegularExpressions;

namespace ParkUp.Client;

/// <summary>
/// Assigns the statuses of an answer to the tags sent: by code, and by position where codes repeat or are missing. A tag
/// that the answer does not settle gets none, rather than a guess.
/// </summary>
internal static class StatusMap
{
    /// <summary>For each code sent, whether the service took it; null where the answer does not say.</summary>
    public static bool?[] Map(IReadOnlyList<string> sent, IReadOnlyList<TagStatus> statuses)
    {
        // The usual answer has one status a tag, in the order sent.
        if (sent.Count == statuses.Count && !sent.Where((code, i) => statuses[i].Code is { } named && !string.Equals(named, code, StringComparison.Ordinal)).Any())
        {
            return [.. statuses.Select(static status => (bool?)status.Taken)];
        }

        // Exact codes first: two codes of one request may differ in case alone.
        var taken = new bool?[sent.Count];
        var unmatched = Match(sent, statuses, taken, static (named, code) => string.Equals(named, code, StringComparison.Ordinal));
        unmatched = Match(sent, unmatched, taken, IsCode);
        var open = Enumerable.Range(0, taken.Length).Where(i => taken[i] is null).ToList();
        var contradicted = Enumerable.Range(0, taken.Length)
            .Where(i => unmatched.Exists(status => status.Code is { } named && IsCode(named, sent[i]) && status.Taken != taken[i])).ToList();

        // Statuses without a code are in the order sent. Those with unknown codes settle the open tags only where there is
        // one for each and all say the same. One that repeats a code sent is about that code, and no other.
        if (unmatched.Count == open.Count
            && !unmatched.Exists(status => status.Code is { } named && sent.Any(code => IsCode(named, code)))
            && (unmatched.TrueForAll(static status => status.Code is null) || unmatched.TrueForAll(status => status.Taken == unmatched[0].Taken)))
        {
            for (var i = 0; i < open.Count; i++)
            {
                taken[open[i]] = unmatched[i].Taken;
            }
        }

        // Two statuses of one code that contradict each other settle nothing.
        contradicted.ForEach(i => taken[i] = null);
        return taken;
    }

    /// <summary>Gives each status with a code to the first tag of that code that has none; returns those left over.</summary>
    private static List<TagStatus> Match(IReadOnlyList<string> sent, IEnumerable<TagStatus> statuses, bool?[] taken, Func<string, string, bool> isCode) =>
    [
        .. statuses.Where(status =>
        {
            var place = status.Code is { } named ? Enumerable.Range(0, taken.Length).FirstOrDefault(i => taken[i] is null && isCode(named, sent[i]), -1) : -1;
            if (place >= 0)
            {
                taken[place] = status.Taken;
            }

            return place < 0;
        }),
    ];

    private static bool IsCode(string named, string code) => string.Equals(named.Trim(), code.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>Which tags of a request a 400 is about: <c>tags.1.plate must be a string</c> is about the second.</summary>
internal static partial class RefusedTags
{
    /// <summary>
    /// The error of each tag that is named, by its place in the request. None where any reason is about something
    /// else: then the whole request is refused.
    /// </summary>
    public static IReadOnlyDictionary<int, BadRequestException> Of(BadRequestException refusal, int count)
    {
        var reasons = new Dictionary<int, List<string>>();
        foreach (var message in refusal.ServerMessages)
        {
            if (!int.TryParse(TagPath().Match(message).Groups["place"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place >= count)
            {
                return new Dictionary<int, BadRequestException>();
            }

            if (!reasons.TryGetValue(place, out var own))
            {
                reasons[place] = own = [];
            }

            own.Add(message);
        }

        return reasons.ToDictionary(
            static pair => pair.Key,
            pair => new BadRequestException(StatusTable.Message(refusal.StatusCode!.Value, pair.Value))
            {
                Request = refusal.Request,
                ServerMessages = pair.Value,
                Hint = refusal.Hint,
            });
    }

    [GeneratedRegex(@"^tags\.(?<place>[0-9]{1,9})\.", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TagPath();
}
