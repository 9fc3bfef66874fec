using System.Globalization;
using System.Text.RegularExpressions;

namespace ParkUp.Client;

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
