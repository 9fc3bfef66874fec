namespace ParkUp.Client.Tests.Input;

/// <summary>The table of signs in about_ParkUp_Rosters is the table that cells are read by.</summary>
public sealed class CellRulesHelpTests
{
    [Theory]
    [InlineData("en", "all", "all but ", new[] { "Restored", "Blank", "Refused", "Sent, with a warning" })]
    [InlineData("es", "todos", "todos menos ", new[] { "Se recuperan", "En blanco", "Se rechazan", "Se envían, con un aviso" })]
    public void The_help_shows_each_rule_with_its_fields_below_what_is_done(string language, string all, string allBut, string[] headings)
    {
        string[] rules = [.. CellRules.Table.OrderBy(static rule => rule.Treatment).Select(rule => $"{headings[(int)rule.Treatment]}: `{Shown(rule.Example)}` in {Fields(rule, all, allBut)}")];

        Assert.Equal(rules, Page(language), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public void The_help_lists_the_names_of_each_field_and_those_that_may_stand_for_it(string language)
    {
        var lists = File.ReadLines(Path.Combine(AppContext.BaseDirectory, $"rosters.{language}.md"))
            .Where(static line => line.StartsWith("- `", StringComparison.Ordinal) && line.Contains("`: ", StringComparison.Ordinal))
            .Select(static line => (Field: Enum.Parse<RosterField>(line[3..line.IndexOf("`: ", StringComparison.Ordinal)]), Names: line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split(", ")))
            .ToList();
        var own = lists.Take(RosterColumns.Synonyms.Count).ToList();

        Assert.All(RosterColumns.Synonyms, pair => Assert.Equal(pair.Value, own.Single(list => list.Field == pair.Key).Names, StringComparer.Ordinal));
        Assert.All(lists.Skip(own.Count), static list => Assert.All(list.Names, name => Assert.Equal(list.Field, RosterColumns.SubstituteFor(name))));
        Assert.Equal(4, lists.Count - own.Count);
    }

    private static IEnumerable<string> Page(string language)
    {
        var heading = string.Empty;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, $"rosters.{language}.md")))
        {
            if (line.StartsWith('#'))
            {
                heading = line.TrimStart('#', ' ');
            }
            else if (line.StartsWith("| `", StringComparison.Ordinal))
            {
                var cells = line.Split('|', StringSplitOptions.TrimEntries);
                yield return $"{heading}: {cells[1]} in {cells[2]}";
            }
        }
    }

    private static string Fields(CellRule rule, string all, string allBut)
    {
        string[] missing = [.. Enum.GetValues<RosterField>().Where(field => !rule.CountsIn(field)).Select(static field => $"{field}")];
        return missing.Length switch
        {
            0 => all,
            < 3 => allBut + string.Join(", ", missing),
            _ => string.Join(", ", Enum.GetValues<RosterField>().Where(rule.CountsIn)),
        };
    }

    private static string Shown(string example) => string.Concat(example.Select(static c =>
        char.IsControl(c) || char.IsSurrogate(c) || c is '\uFFFD' || Cell.IsInvisible(c) ? $"U+{(int)c:X4}" : $"{c}"));
}
