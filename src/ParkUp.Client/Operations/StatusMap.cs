using System.Runtime.InteropServices;
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
        var taken = new bool?[sent.Count];
        if (IsInOrder(sent, statuses))
        {
            for (var i = 0; i < taken.Length; i++)
            {
                taken[i] = statuses[i].Taken;
            }

            return taken;
        }

        // Exact codes first: two codes of one request may differ in case alone.
        var unmatched = Match(statuses, taken, Places(sent, taken, StringComparer.Ordinal));
        string[] codes = [.. sent.Select(static code => code.Trim())];
        unmatched = Match(unmatched.Select(static status => status with { Code = status.Code?.Trim() }), taken, Places(codes, taken, StringComparer.OrdinalIgnoreCase));
        var repeated = unmatched.Where(static status => status.Code is not null).ToLookup(static status => status.Code!, StringComparer.OrdinalIgnoreCase);
        var open = Enumerable.Range(0, taken.Length).Where(i => taken[i] is null).ToList();
        var contradicted = Enumerable.Range(0, taken.Length).Where(i => repeated[codes[i]].Any(status => status.Taken != taken[i])).ToList();

        // Statuses without a code are in the order sent. Those with unknown codes settle the open tags only where there is
        // one for each and all say the same. One that repeats a code sent is about that code, and no other.
        if (unmatched.Count == open.Count
            && !codes.Any(repeated.Contains)
            && (repeated.Count == 0 || unmatched.TrueForAll(status => status.Taken == unmatched[0].Taken)))
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

    private static bool IsInOrder(IReadOnlyList<string> sent, IReadOnlyList<TagStatus> statuses)
    {
        var i = 0;
        while (i < sent.Count && i < statuses.Count && (statuses[i].Code is not { } named || string.Equals(named, sent[i], StringComparison.Ordinal)))
        {
            i++;
        }

        return i == sent.Count && i == statuses.Count;
    }

    /// <summary>The places of the open tags of each code, the first one first.</summary>
    private static Dictionary<string, Queue<int>> Places(IReadOnlyList<string> sent, bool?[] taken, IEqualityComparer<string> comparer)
    {
        var places = new Dictionary<string, Queue<int>>(comparer);
        for (var i = 0; i < taken.Length; i++)
        {
            if (taken[i] is null)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(places, sent[i], out _) ??= new()).Enqueue(i);
            }
        }

        return places;
    }

    /// <summary>Gives each status with a code to the first open tag of that code; returns those left over.</summary>
    private static List<TagStatus> Match(IEnumerable<TagStatus> statuses, bool?[] taken, Dictionary<string, Queue<int>> places)
    {
        var unmatched = new List<TagStatus>();
        foreach (var status in statuses)
        {
            if (status.Code is { } named && places.TryGetValue(named, out var open) && open.TryDequeue(out var place))
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
