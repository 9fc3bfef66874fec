using System.Globalization;
using System.Text.RegularExpressions;

namespace ParkUp.Client;

/// <summary>
/// Whose status is whose: by code, and by position where codes repeat or are missing. A tag that the answer does
/// not settle gets none: to guess would be to report something untrue.
/// </summary>
internal static class StatusMap
{
    /// <summary>For each code sent, whether the service took it; null where the answer does not tell.</summary>
    public static bool?[] Map(IReadOnlyList<string> sent, IReadOnlyList<TagStatus> statuses)
    {
        var taken = new bool?[sent.Count];
        if (InSentOrder(sent, statuses))
        {
            for (var i = 0; i < taken.Length; i++)
            {
                taken[i] = statuses[i].Taken;
            }

            return taken;
        }

        var unmatched = MatchByCode(sent, statuses, taken);
        var isContradicted = Enumerable.Range(0, taken.Length).Where(i => unmatched.Exists(status => Names(status, sent[i]) && status.Taken != taken[i])).ToList();
        var open = Enumerable.Range(0, taken.Length).Where(i => taken[i] is null).ToList();

        // Statuses that name no code of ours tell nothing one by one; but if there is one for each open tag, and
        // they all say the same, then it does not matter whose is whose. Without names the order is the promise. One
        // that names a code of ours too often is about that code, and about no other.
        if (unmatched.Count == open.Count
            && !unmatched.Exists(status => status.Code is { } code && sent.Contains(code.Trim(), StringComparer.OrdinalIgnoreCase))
            && (unmatched.TrueForAll(static status => status.Code is null)
                || unmatched.TrueForAll(status => status.Taken == unmatched[0].Taken)))
        {
            for (var i = 0; i < open.Count; i++)
            {
                taken[open[i]] = unmatched[i].Taken;
            }
        }

        // A second status of the same code that says the opposite: neither is to be believed.
        isContradicted.ForEach(i => taken[i] = null);
        return taken;
    }

    private static bool Names(TagStatus status, string code) =>
        status.Code is { } named && string.Equals(named.Trim(), code, StringComparison.OrdinalIgnoreCase);

    /// <summary>The usual answer: one status a tag, in the order sent, each with its code or with none.</summary>
    private static bool InSentOrder(IReadOnlyList<string> sent, IReadOnlyList<TagStatus> statuses)
    {
        if (sent.Count != statuses.Count)
        {
            return false;
        }

        for (var i = 0; i < sent.Count; i++)
        {
            if (statuses[i].Code is { } code && !string.Equals(code, sent[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Each named status goes to the first tag of that code that has none yet; returns those left over.</summary>
    private static List<TagStatus> MatchByCode(IReadOnlyList<string> sent, IReadOnlyList<TagStatus> statuses, bool?[] taken)
    {
        // To the letter first: two codes of one request may differ in case alone.
        var left = Match(sent, statuses, taken, StringComparer.Ordinal, static code => code);
        return Match(sent, left, taken, StringComparer.OrdinalIgnoreCase, static code => code.Trim());
    }

    private static List<TagStatus> Match(
        IReadOnlyList<string> sent, IReadOnlyList<TagStatus> statuses, bool?[] taken, StringComparer comparer, Func<string, string> form)
    {
        var places = new Dictionary<string, Queue<int>>(comparer);
        for (var i = 0; i < sent.Count; i++)
        {
            if (taken[i] is not null)
            {
                continue;
            }

            if (!places.TryGetValue(form(sent[i]), out var queue))
            {
                places[form(sent[i])] = queue = new Queue<int>();
            }

            queue.Enqueue(i);
        }

        List<TagStatus> unmatched = [];
        foreach (var status in statuses)
        {
            if (status.Code is { } code && places.TryGetValue(form(code), out var queue) && queue.TryDequeue(out var place))
            {
                taken[place] = status.Taken;
            }
            else
            {
                unmatched.Add(status);
            }
        }

        return unmatched;
    }
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
