namespace ParkUp.Sandbox;

/// <summary>
/// What a list of texts such as <c>CommitThenDrop:0.05</c> (a fault and its rate) and <c>Conflict=Partial</c>
/// (an answer that the reference leaves open) asks of a sandbox. Case does not matter; numbers are invariant.
/// </summary>
public sealed class SandboxSettings
{
    private readonly Dictionary<FaultKind, decimal> _faultRates = [];

    private SandboxSettings()
    {
    }

    /// <summary>The names of the faults, as they are written before the colon.</summary>
    public static IReadOnlyList<string> FaultKinds { get; } =
        Array.AsReadOnly(["429", "503", "500", "Timeout", "Drop", "CommitThenDrop", "CommitThen500", "Truncate", "Html", "401", "403"]);

    /// <summary>Every answer left open with each of its values, whole (the lag and the limit with an example), for completion.</summary>
    public static IReadOnlyList<string> Behaviours { get; } = Array.AsReadOnly(
    [
        "UnknownCustomer=404", "UnknownCustomer=Empty",
        "Conflict=Batch", "Conflict=Partial", "Conflict=PerTag",
        "ListLag=0.5",
        "ListCancelled=No", "ListCancelled=Yes",
        "ListLimit=50",
        "UniquePlates=No", "UniquePlates=Yes",
    ]);

    /// <summary>The rate of each fault that was named.</summary>
    public IReadOnlyDictionary<FaultKind, decimal> FaultRates => _faultRates;

    /// <summary>The answers that the reference leaves open.</summary>
    public SandboxBehaviour Behaviour { get; private set; } = new();

    /// <summary>Reads the texts.</summary>
    /// <param name="texts">Texts of the form <c>Kind:rate</c> or <c>Name=Value</c>.</param>
    /// <exception cref="FormatException">A text is none of these, comes twice, or the rates together are more than 1.</exception>
    public static SandboxSettings Parse(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        SandboxSettings settings = new();
        HashSet<string> named = new(StringComparer.OrdinalIgnoreCase);
        foreach (string? text in texts)
        {
            int mark = text?.AsSpan().IndexOfAny(':', '=') ?? -1;
            if (mark < 0)
            {
                throw new FormatException(Say(Texts.Neither, text));
            }

            string name = text![..mark].Trim();
            string value = text[(mark + 1)..].Trim();
            if (text[mark] == ':')
            {
                settings.ReadFault(text, name, value);
            }
            else
            {
                settings.ReadBehaviour(text, name, value);
            }

            if (!named.Add(name))
            {
                throw new FormatException(Say(Texts.Twice, text, name));
            }
        }

        if (settings._faultRates.Count > 0 && settings._faultRates.Values.Sum() > 1)
        {
            throw new FormatException(Texts.TooMuch);
        }

        return settings;
    }

    /// <summary>The name of a fault, as it is written before the colon.</summary>
    /// <param name="kind">The fault.</param>
    public static string NameOf(FaultKind kind) => FaultKinds[(int)kind];

    /// <summary>The plan that plays the faults at their rates.</summary>
    /// <param name="seed">The seed.</param>
    public FaultPlan ToFaultPlan(int seed) => _faultRates.Count == 0 ? FaultPlan.None : FaultPlan.Seeded(_faultRates, seed);

    private void ReadFault(string text, string name, string value)
    {
        int kind = FaultKinds.ToList().FindIndex(known => Same(known, name));
        if (kind < 0)
        {
            throw new FormatException(Say(Texts.NoFault, text, name));
        }

        if (!decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal rate) || rate > 1)
        {
            throw new FormatException(Say(Texts.BadRate, text, value));
        }

        _faultRates[(FaultKind)kind] = rate;
    }

    private void ReadBehaviour(string text, string name, string value) =>
        Behaviour = name.ToUpperInvariant() switch
        {
            "UNKNOWNCUSTOMER" when Same(value, "404") => Behaviour with { UnknownCustomer = UnknownCustomerAnswer.NotFound },
            "UNKNOWNCUSTOMER" when Same(value, "Empty") => Behaviour with { UnknownCustomer = UnknownCustomerAnswer.Empty },
            "CONFLICT" when Same(value, "Batch") => Behaviour with { Conflict = ConflictReading.Batch },
            "CONFLICT" when Same(value, "Partial") => Behaviour with { Conflict = ConflictReading.Partial },
            "CONFLICT" when Same(value, "PerTag") => Behaviour with { Conflict = ConflictReading.PerTag },
            "LISTCANCELLED" when Same(value, "No") => Behaviour with { ListCancelled = false },
            "LISTCANCELLED" when Same(value, "Yes") => Behaviour with { ListCancelled = true },
            "LISTLAG" when IsLag(value, out TimeSpan lag) => Behaviour with { ListLag = lag },
            "LISTLAG" => throw new FormatException(Say(Texts.BadLag, text)),
            "LISTLIMIT" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit > 0 => Behaviour with { ListLimit = limit },
            "LISTLIMIT" => throw new FormatException(Say(Texts.BadLimit, text)),
            "UNIQUEPLATES" when Same(value, "No") => Behaviour with { UniquePlates = false },
            "UNIQUEPLATES" when Same(value, "Yes") => Behaviour with { UniquePlates = true },
            "UNKNOWNCUSTOMER" or "CONFLICT" or "LISTCANCELLED" or "UNIQUEPLATES" => throw new FormatException(Say(Texts.BadValue, text, name, value)),
            _ => throw new FormatException(Say(Texts.NoAnswer, text, name)),
        };

    private static bool IsLag(string value, out TimeSpan lag)
    {
        bool valid = decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds) && seconds <= 86400;
        lag = valid ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : TimeSpan.Zero;
        return valid;
    }

    // The accepted forms come last: texts that end with them have a place for one value more.
    private static string Say(string problem, params object?[] values) =>
        string.Format(CultureInfo.InvariantCulture, problem, [.. values, Texts.Wanted]);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
