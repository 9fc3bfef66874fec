namespace HelpBuilder.Output;

/// <summary>The words that the help has of its own. Pages of all cultures have the English headings: those are keys.</summary>
/// <param name="Topic">What stands above the name of a topic.</param>
/// <param name="Example">What stands before the number of an example.</param>
/// <param name="OnlineVersion">What stands before the address of a page.</param>
/// <param name="Headings">The headings of topics that are keys, as readers see them.</param>
internal sealed record Wording(string Topic, string Example, string OnlineVersion, IReadOnlyDictionary<string, string> Headings)
{
    private static readonly Wording English = new("TOPIC", "Example", "Online Version:", new Dictionary<string, string>(StringComparer.Ordinal));

    private static readonly Wording Spanish = new(
        "TEMA",
        "Ejemplo",
        "Versión en línea:",
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Short description"] = "Descripción breve",
            ["Long description"] = "Descripción detallada",
            ["See also"] = "Véase también",
        });

    public static Wording For(string culture) => culture.Split('-')[0] is "es" ? Spanish : English;

    /// <summary>A heading as readers see it.</summary>
    public string Heading(string title) => Headings.GetValueOrDefault(title, title);
}
