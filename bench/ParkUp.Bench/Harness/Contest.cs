namespace ParkUp.Bench;

/// <summary>Who is measured in a round, and how.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="RunAsync">Runs once, in the round of that number, and gives the figure.</param>
internal sealed record Contender(string Name, Func<int, Task<double>> RunAsync);

/// <summary>
/// Runs contenders in turn, A B A B, so that whatever else the machine does meanwhile falls on all of them. Rounds up to
/// number 0 do not count: in them code is compiled and connections are made.
/// </summary>
internal static class Contest
{
    /// <summary>Runs the rounds.</summary>
    /// <param name="context">How many, and whom to tell.</param>
    /// <param name="contenders">Whom to measure, in this order.</param>
    /// <param name="checkAsync">Called after each round, whose time is over by then: throws where it did not do its work.</param>
    /// <param name="warmUps">
    /// How many rounds do not count: none for contenders that warm up by themselves or have new processes of their own,
    /// several where a round is over before the runtime has compiled all of it again with optimisations.
    /// </param>
    public static async Task<Series[]> RunAsync(
        BenchContext context, IReadOnlyList<Contender> contenders, Func<int, Task>? checkAsync = null, int warmUps = 1)
    {
        var rounds = contenders.Select(static _ => new List<double>()).ToArray();
        for (var round = 1 - warmUps; round <= context.Rounds; round++)
        {
            for (var i = 0; i < contenders.Count; i++)
            {
                // What others left behind is not this one's to clean up.
                Collect();
                var figure = await contenders[i].RunAsync(round);
                if (round > 0)
                {
                    rounds[i].Add(figure);
                }
            }

            if (checkAsync is not null)
            {
                await checkAsync(round);
            }

            context.Say(round <= 0
                ? "warmed up"
                : FormattableString.Invariant($"round {round} of {context.Rounds}: {string.Join(", ", contenders.Zip(rounds, static (who, figures) => FormattableString.Invariant($"{who.Name} {figures[^1]:0.###}")))}"));
        }

        return [.. contenders.Zip(rounds, static (who, figures) => new Series(who.Name, figures))];
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
