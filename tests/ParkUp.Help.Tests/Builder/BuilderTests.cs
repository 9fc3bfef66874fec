using System.Reflection;
using HelpBuilder;

namespace ParkUp.Help.Tests.Builder;

/// <summary>The builder over sample pages, whole ones and such that have one thing wrong.</summary>
public sealed class BuilderTests : IDisposable
{
    private const string Page = "Get-ParkUpSample.md";
    private const string Topic = "about_ParkUpSample_Errors.md";

    private readonly string _folder = Directory.CreateTempSubdirectory("parkup-help-").FullName;

    public BuilderTests()
    {
        foreach (var culture in (string[])["en-US", "es"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, culture));
            foreach (var name in (string[])[Page, Topic])
            {
                File.WriteAllText(Path.Combine(_folder, culture, name), Sample(name));
            }
        }
    }

    [Fact]
    public void Pages_that_agree_with_the_assembly_become_help_of_every_culture()
    {
        Assert.Empty(Build());

        Assert.Equal(
            ["en-US/ParkUp.Help.Tests.dll-Help.xml", "en-US/about_ParkUpSample_Errors.help.txt", "es/ParkUp.Help.Tests.dll-Help.xml", "es/about_ParkUpSample_Errors.help.txt"],
            Written().Keys.Order(StringComparer.Ordinal).ToArray());
    }

    [Fact]
    public void A_second_run_writes_the_same_bytes()
    {
        Build();
        var first = Written();
        Directory.Delete(Output, recursive: true);
        Build();

        Assert.Equal(first, Written());
    }

    [Fact]
    public void The_help_has_the_words_of_its_culture()
    {
        Build();

        Assert.Contains(" Example 1: ", Written()["en-US/ParkUp.Help.Tests.dll-Help.xml"], StringComparison.Ordinal);
        Assert.Contains(" Ejemplo 1: ", Written()["es/ParkUp.Help.Tests.dll-Help.xml"], StringComparison.Ordinal);
        Assert.StartsWith("TOPIC\n", Written()["en-US/about_ParkUpSample_Errors.help.txt"], StringComparison.Ordinal);
        Assert.Contains("DESCRIPCIÓN BREVE\n", Written()["es/about_ParkUpSample_Errors.help.txt"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Page, "### -ThrottleLimit\n\nHow many at once.\n\n", "", ProblemCodes.UndocumentedParameter)]
    [InlineData(Page, "### -ThrottleLimit", "### -Throttle", ProblemCodes.UnknownParameter)]
    [InlineData(Page, "Aliases: `Label`, `Etiqueta`.", "Aliases: `Label`.", ProblemCodes.Aliases)]
    [InlineData(Page, "Aliases: `Label`, `Etiqueta`.\n\n", "", ProblemCodes.Aliases)]
    [InlineData(Page, "How many at once.", "How many at once.\n\nAliases: `Limit`.", ProblemCodes.Aliases)]
    [InlineData(Page, "How many at once.", "How many at once.\n\nDefault: 8.", ProblemCodes.Default)]
    [InlineData(Page, "- `Refused`: it may not be had.\n", "", ProblemCodes.ErrorId)]
    [InlineData(Page, "- `PlanStale`: it is another.\n", "", ProblemCodes.ErrorId)]
    [InlineData(Page, "- `Refused`:", "- `Refused`, `Lost`:", ProblemCodes.ErrorId)]
    [InlineData(Topic, "| `Refused` | It may not be had. |\n", "", ProblemCodes.ErrorId)]
    [InlineData(Topic, "| `Refused` |", "| `Lost` |", ProblemCodes.ErrorId)]
    [InlineData(Page, "-Name none", "-Nam none", ProblemCodes.Example)]
    [InlineData(Page, "-Name none", "-Name (", ProblemCodes.Example)]
    [InlineData(Page, "Get-ParkUpSample -Name none", "Get-ParkUpOther", ProblemCodes.Example)]
    [InlineData(Page, "### That fails\n\n<!-- parsed only: it fails -->\n```powershell\nGet-ParkUpSample -Name none\n```\n\nIt is not there.\n\n", "", ProblemCodes.Example)]
    [InlineData(Page, "-Name none", "-Name none-of-all-that-are-there-in-this-wide-world-of-long-long-names-today", ProblemCodes.Example)]
    [InlineData(Page, "### That fails", "### That fails, under a title which is longer than any title may be", ProblemCodes.Example)]
    [InlineData(Page, "<!-- parsed only: it fails -->", "<!-- fails -->", ProblemCodes.Example)]
    [InlineData(Page, "It is not there.\n\n## R", "<!-- parsed only: it fails -->\n\nIt is not there.\n\n## R", ProblemCodes.Markdown)]
    [InlineData(Page, "Gives a sample.", "Gives a sample, in a synopsis that is so long that a console breaks it to pieces.", ProblemCodes.Section)]
    [InlineData(Page, "### System.String", "### System.Int32", ProblemCodes.Outputs)]
    [InlineData(Page, "(about_ParkUpSample_Errors.md)", "(about_Nothing.md)", ProblemCodes.Link)]
    [InlineData(Page, "## Notes", "## Remarks", ProblemCodes.Section)]
    public void A_page_with_one_thing_wrong_is_refused_with_its_code(string name, string text, string wrong, string code)
    {
        Change("en-US", name, text, wrong);
        Change("es", name, text, wrong);

        Assert.Contains(code, Build().Select(static problem => problem.Code), StringComparer.Ordinal);
        Assert.False(Directory.Exists(Output));
    }

    [Theory]
    [InlineData(Page, "# By its name.", "# Por su nombre.")]
    [InlineData(Page, "# By its name.\n", "")]
    [InlineData(Page, "'one'", "'uno'")]
    [InlineData(Page, "\"the $one\"", "\"la $one\"")]
    [InlineData(Page, "It gives the one.", "Da la una.")]
    [InlineData(Topic, "## All of them", "## Todos")]
    public void A_translation_may_have_other_prose_comments_and_texts(string name, string text, string translated)
    {
        Change("es", name, text, translated);

        Assert.Empty(Build());
    }

    [Theory]
    [InlineData(Page, "-Name none", "-Name ninguno")]
    [InlineData(Page, "\"the $one\"", "\"la $una\"")]
    [InlineData(Page, "-Label \"the $one\"", "-Name \"the $one\"")]
    [InlineData(Page, "<!-- parsed only: it fails -->\n", "")]
    [InlineData(Topic, "-Name 'none'", "-Label 'none'")]
    [InlineData(Topic, "```powershell\nGet-ParkUpSample -Name 'none'\n```\n", "")]
    [InlineData(Topic, "## All of them", "## Todos\n\n### Más")]
    public void A_translation_with_other_code_is_refused(string name, string text, string translated)
    {
        Change("es", name, text, translated);

        Assert.Contains(ProblemCodes.Translation, Build().Select(static problem => problem.Code), StringComparer.Ordinal);
    }

    [Fact]
    public void A_page_that_is_not_translated_is_named()
    {
        File.Delete(Path.Combine(_folder, "es", Page));

        Assert.Contains(Build(), static problem => problem is { Code: ProblemCodes.Translation } && problem.File.EndsWith("Get-ParkUpSample.md", StringComparison.Ordinal));
    }

    [Fact]
    public void A_translation_of_nothing_is_named()
    {
        File.Copy(Path.Combine(_folder, "es", Topic), Path.Combine(_folder, "es", "about_Extra.md"));
        Change("es", "about_Extra.md", "# about_ParkUpSample_Errors", "# about_Extra");

        Assert.Contains(Build(), static problem => problem is { Code: ProblemCodes.Translation } && problem.File.EndsWith("about_Extra.md", StringComparison.Ordinal));
    }

    [Fact]
    public void All_that_is_wrong_is_told_in_one_run_in_the_form_that_MSBuild_reads()
    {
        Change("en-US", Page, "Aliases: `Label`, `Etiqueta`.", "Aliases: `Label`.");
        Change("en-US", Page, "-Name none", "-Nam none");

        var lines = Build().Where(static problem => problem.File.Contains("en-US", StringComparison.Ordinal)).Select(static problem => $"{problem}").ToList();

        Assert.Equal(2, lines.Count);
        Assert.All(lines, static line => Assert.Matches(@"Get-ParkUpSample\.md\(\d+\): error HELP\d{3}: ", line));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Sample(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private string Output => Path.Combine(_folder, "out");

    private IReadOnlyList<Problem> Build() => HelpBuild.Run(new Options
    {
        Assembly = typeof(BuilderTests).Assembly.Location,
        Pages = [Path.Combine(_folder, "en-US"), Path.Combine(_folder, "es")],
        Output = Output,
    });

    private void Change(string culture, string name, string text, string other)
    {
        var file = Path.Combine(_folder, culture, name);
        var before = File.ReadAllText(file);
        Assert.Contains(text, before, StringComparison.Ordinal);
        File.WriteAllText(file, before.Replace(text, other, StringComparison.Ordinal));
    }

    private SortedDictionary<string, string> Written() => new(
        Directory.EnumerateFiles(Output, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(Output, file).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal),
        StringComparer.Ordinal);
}
