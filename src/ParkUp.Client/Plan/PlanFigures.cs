namespace ParkUp.Client;

/// <summary>What a plan comes to, in figures.</summary>
internal sealed class PlanFigures
{
    private const int FewerThanBite = 6;

    private readonly int[,] _counts;

    /// <param name="counts">The steps by action and status, before the guard.</param>
    /// <param name="listed">How many tags were listed.</param>
    /// <param name="options">The limits.</param>
    public PlanFigures(int[,] counts, int listed, PlanOptions options)
    {
        Listed = listed;
        Revocations = counts[(int)PlanAction.RevokeTag, (int)PlanStatus.Ready];
        Changes = counts[(int)PlanAction.ChangePlate, (int)PlanStatus.Ready] + counts[(int)PlanAction.MoveTag, (int)PlanStatus.Ready];

        var (sentences, hints) = (new List<string>(), new List<string>());
        if (Revocations > options.MaximumRevocationCount)
        {
            sentences.Add(Texts.PlanRevocationCount.With(Revocations, options.MaximumRevocationCount));
            hints.Add(Texts.PlanRevocationCountHint.With(Revocations));
        }

        if (Exceeds(Revocations, options.MaximumRevocationPercent))
        {
            sentences.Add(Texts.PlanRevocationPercent.With(Revocations, Listed, options.MaximumRevocationPercent));
            hints.Add(Texts.PlanRevocationPercentHint.With(PercentFor(Revocations)));
        }

        RevocationReason = sentences.Count > 0 ? string.Join(' ', sentences) : null;
        if (Exceeds(Changes, options.MaximumChangePercent))
        {
            ChangeReason = Texts.PlanChangePercent.With(Changes, Listed, options.MaximumChangePercent);
            RevocationReason ??= ChangeReason;
            sentences.Add(ChangeReason);
            hints.Add(Texts.PlanChangePercentHint.With(PercentFor(Changes)));
        }

        _counts = Hold(counts);
        Exceeded = sentences.Count == 0 ? null : new RevocationLimitException(string.Join(' ', sentences)) { Hint = Texts.PlanLimitHint.With(string.Join(' ', hints)) };
    }

    /// <summary>The tags listed in scope, without those proven to be revoked.</summary>
    public int Listed { get; }

    /// <summary>The revocations that nothing but the guard may hold.</summary>
    public int Revocations { get; }

    /// <summary>The changes and moves that nothing but the guard may hold.</summary>
    public int Changes { get; }

    /// <summary>The error of a plan beyond its limits; null within them.</summary>
    public RevocationLimitException? Exceeded { get; }

    /// <summary>Why the guard holds each revocation; null where it does not.</summary>
    public string? RevocationReason { get; }

    /// <summary>Why the guard holds each change and move, and with them each revocation: the file is in doubt. Null where it does not.</summary>
    public string? ChangeReason { get; }

    /// <summary>How many steps there are of an action.</summary>
    public int Count(PlanAction action, PlanStatus status) => _counts[(int)action, (int)status];

    /// <summary>The verdict, as the guard leaves it.</summary>
    public Verdict Guard(Verdict verdict)
    {
        var reason = verdict.Action switch
        {
            PlanAction.RevokeTag => RevocationReason,
            PlanAction.ChangePlate or PlanAction.MoveTag => ChangeReason,
            _ => null,
        };
        return reason is null || verdict.Status == PlanStatus.Held ? verdict : verdict with { Status = PlanStatus.Held, Reason = reason };
    }

    private bool Exceeds(int count, int percent) => count >= FewerThanBite && count * 100L > (long)percent * Listed;

    /// <summary>The least limit that lets so many through.</summary>
    private long PercentFor(int count) => ((count * 100L) + Listed - 1) / Listed;

    private int[,] Hold(int[,] counts)
    {
        var held = new int[counts.GetLength(0), counts.GetLength(1)];
        foreach (var action in Enum.GetValues<PlanAction>())
        {
            foreach (var status in Enum.GetValues<PlanStatus>())
            {
                held[(int)action, (int)Guard(new Verdict(action, status)).Status] += counts[(int)action, (int)status];
            }
        }

        return held;
    }
}
