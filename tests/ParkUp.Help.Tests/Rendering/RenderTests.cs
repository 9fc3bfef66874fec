using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;
using HelpBuilder;
using HelpBuilder.Commands;
using HelpBuilder.Pages;
using Engine = System.Management.Automation.PowerShell;

namespace ParkUp.Help.Tests.Rendering;

/// <summary>
/// What Get-Help prints on consoles of common widths. The lines of the syntax are the engine's own: it fills the console with
/// them and breaks names, as it does for its own cmdlets, so that they are held to the width alone.
/// </summary>
public partial class RenderTests
{
    private static readonly string Assembly = Path.Combine(Repository.StagedModule, "ParkUp.PowerShell.dll");

    private static readonly Lazy<IReadOnlyDictionary<string, CmdletModel>> Cmdlets = new(static () => CmdletReader.Read(Assembly));

    /// <summary>Each page in each language that shows it: English where the language has no help.</summary>
    public static TheoryData<string, int, string> Cases => new(
        from language in (string[])["en-US", "es-CL", ""]
        let culture = language.StartsWith("es", StringComparison.Ordinal) && Repository.Cultures.Contains("es", StringComparer.Ordinal) ? "es" : "en-US"
        from file in Directory.EnumerateFiles(Repository.Pages(culture), "*.md").Order(StringComparer.Ordinal)
        from width in (int[])[80, 120]
        select ($"{culture}/{Path.GetFileNameWithoutExtension(file)}", width, language));

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_line_is_wider_than_the_console_no_word_is_broken_and_code_keeps_its_lines(string page, int width, string language)
    {
        var lines = Print(page.Split('/')[1], width, language);

        Assert.All(lines, line => Assert.True(line.Length <= width, $"{line.Length} columns: {line}"));
        var printed = Unsyntaxed(lines).SelectMany(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);
        Assert.All(WordsOf(page), word => Assert.Contains(word, printed, StringComparer.Ordinal));
        var whole = lines.Select(static line => line.Trim()).ToHashSet(StringComparer.Ordinal);
        Assert.All(CodeOf(page), line => Assert.Contains(line.Trim(), whole, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Every_parameter_is_shown_by_its_name_and_each_alias_with_it(int width)
    {
        foreach (var cmdlet in Cmdlets.Value.Values)
        {
            var lines = Print(cmdlet.Name, width, "en-US");
            Assert.Contains("    " + cmdlet.Name, lines, StringComparer.Ordinal);
            var shown = lines.Skip(lines.IndexOf("PARAMETERS")).ToList();
            Assert.All(cmdlet.Parameters.Keys, name => Assert.Contains(shown, line => line.StartsWith($"    -{name}", StringComparison.Ordinal) && (line.Length == name.Length + 5 || line[name.Length + 5] is ' ')));
            var text = string.Join(' ', Print(cmdlet.Name, width, "en-US"));
            foreach (var parameter in cmdlet.Parameters.Values.Where(static parameter => parameter.Aliases.Count > 0))
            {
                var start = text.IndexOf($"    -{parameter.Name} ", text.IndexOf("PARAMETERS", StringComparison.Ordinal), StringComparison.Ordinal);
                Assert.Contains(
                    Blanks().Replace("Aliases " + string.Join(", ", parameter.Aliases) + " Accept", " "),
                    Blanks().Replace(text[start..], " "),
                    StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("about_ParkUp")]
    [InlineData("about_ParkUp_Errors")]
    [InlineData("about_ParkUp_Automation")]
    [InlineData("about_ParkUp_DesiredState")]
    public void Rows_of_a_table_keep_their_columns(string topic)
    {
        var lines = Print(topic, 80, "en-US");
        var rules = lines.Index().Where(static line => Rule().IsMatch(line.Item)).ToList();

        Assert.NotEmpty(rules);
        foreach (var (index, rule) in rules)
        {
            var starts = Starts().Matches(rule).Select(static start => start.Index).Skip(1).ToList();
            foreach (var row in lines.Skip(index + 1).TakeWhile(static line => line.Length > 0))
            {
                Assert.All(starts.Where(start => start < row.Length), start => Assert.Equal(' ', row[start - 1]));
            }
        }
    }

    private static List<string> Print(string name, int width, string language)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Repository.ManifestPath]);
        using var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var engine = Engine.Create(runspace);
        var printed = string.Concat(engine.AddScript($"[cultureinfo]::CurrentUICulture = '{language}'; $PSStyle.OutputRendering = 'PlainText'; Get-Help {name} -Full | Out-String -Width {width}").Invoke());

        Assert.Empty(engine.Streams.Error);
        Assert.Contains(name, printed, StringComparison.Ordinal);
        return [.. printed.ReplaceLineEndings("\n").Split('\n').Select(static line => line.TrimEnd())];
    }

    private static IEnumerable<string> Unsyntaxed(List<string> lines)
    {
        var start = lines.IndexOf("SYNTAX");
        var end = lines.IndexOf("DESCRIPTION");
        return start < 0 ? lines : lines.Take(start).Concat(lines.Skip(end));
    }

    /// <summary>The words of a page's running text.</summary>
    private static IEnumerable<string> WordsOf(string page) =>
        Texts(page).SelectMany(static text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Texts(string page) => Blocks(page).SelectMany(static block => block switch
    {
        Paragraph paragraph => (IEnumerable<string>)[paragraph.Text],
        BulletList list => list.Items,
        _ => [],
    }).Where(static text => !text.StartsWith("Aliases:", StringComparison.Ordinal) && !text.StartsWith("Default:", StringComparison.Ordinal)
        && !text.StartsWith("This cmdlet has no parameters", StringComparison.Ordinal) && !text.StartsWith("Este cmdlet no tiene parámetros", StringComparison.Ordinal));

    private static IEnumerable<string> CodeOf(string page) => Blocks(page).OfType<CodeBlock>().SelectMany(static code => code.Code.Split('\n'));

    private static IEnumerable<TextBlock> Blocks(string page) =>
        TopicPage.Flatten(new SectionReader(Path.Combine(Repository.Root, "docs", page + ".md"), new Problems()).Read()!).SelectMany(static section => section.Blocks);

    [GeneratedRegex(@"^ *-+( +-+)+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rule();

    [GeneratedRegex("-+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Starts();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
