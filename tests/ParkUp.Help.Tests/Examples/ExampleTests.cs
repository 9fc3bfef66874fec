using System.Management.Automation.Language;

namespace ParkUp.Help.Tests.Examples;

/// <summary>Every example of every page, run against the sandbox in the order of its page.</summary>
public class ExampleTests
{
    public static TheoryData<string> Pages => [.. PageExamples.Pages()];

    public static TheoryData<string> ParsedOnly =>
        [.. PageExamples.Pages().SelectMany(PageExamples.Of).Where(static example => example.Declaration.ParsedOnly is not null).Select(static example => example.Title).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_example_does_what_it_says_without_an_error_that_it_does_not_declare(string page)
    {
        using var files = new ExampleFiles();
        await using var service = await ExampleService.StartAsync(files.Folder);
        using var session = new ExampleSession(files.Folder);
        var examples = PageExamples.Of(page);
        Assert.NotEmpty(examples);

        foreach (var example in examples.Where(static example => example.Declaration.ParsedOnly is null))
        {
            if (example.IsWholeScript)
            {
                using var process = new ExampleSession(files.Folder);
                Check(example, process.Run(example.Code));
            }
            else
            {
                Check(example, session.Run(example.Code));
            }
        }
    }

    [Fact]
    public async Task The_nightly_script_exits_with_2_where_its_file_is_missing()
    {
        using var files = new ExampleFiles();
        await using var service = await ExampleService.StartAsync(files.Folder);
        File.Delete(Path.Combine(files.Folder, "additions.csv"));

        using var session = new ExampleSession(files.Folder);
        var run = session.Run(Nightly().Code);

        Assert.Empty(run.Errors);
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task The_nightly_script_exits_with_1_where_a_row_does_not_succeed_and_sends_the_others()
    {
        using var files = new ExampleFiles();
        await using var service = await ExampleService.StartAsync(files.Folder);
        await File.WriteAllLinesAsync(Path.Combine(files.Folder, "additions.csv"), ["RefId,Code,Plate", "A1,,AABB11", "A1,N9,CCDD33"], TestContext.Current.CancellationToken);

        using var session = new ExampleSession(files.Folder);
        var run = session.Run(Nightly().Code);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("N9", service.Holds("A1"), StringComparer.Ordinal);
        var failed = Assert.Single(Directory.EnumerateFiles(files.Folder, "failed-*.csv"));
        Assert.Contains("Rejected", await File.ReadAllTextAsync(failed, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_nightly_script_exits_with_2_where_its_token_is_refused()
    {
        using var files = new ExampleFiles();
        await using var service = await ExampleService.StartAsync(files.Folder);
        await File.WriteAllTextAsync(Path.Combine(files.Folder, "parkup-token"), "another", TestContext.Current.CancellationToken);

        using var session = new ExampleSession(files.Folder);

        Assert.Equal(2, session.Run(Nightly().Code).ExitCode);
    }

    [Theory]
    [MemberData(nameof(ParsedOnly))]
    public void What_cannot_be_run_here_is_parsed(string title)
    {
        var examples = PageExamples.Of(title.Split(':')[0])
            .Where(example => example.Declaration.ParsedOnly is not null && string.Equals(example.Title, title, StringComparison.Ordinal))
            .ToList();
        foreach (var example in examples)
        {
            Parser.ParseInput(example.Code, out _, out var errors);
            Assert.Empty(errors);
        }

        Assert.Skip($"Parsed, and not run: {string.Join("; ", examples.Select(static example => example.Declaration.ParsedOnly))}.");
    }

    private static PageExample Nightly() =>
        PageExamples.Of("en-US/about_ParkUp_Automation").First(static example => example.IsWholeScript);

    private static void Check(PageExample example, ExampleRun run)
    {
        var ids = run.Errors.Select(static error => error.Split(',', ':')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Assert.True(
            ids.SequenceEqual(example.Declaration.Writes.Order(StringComparer.Ordinal), StringComparer.Ordinal),
            $"{example.Title} wrote:\n{string.Join('\n', run.Errors)}");
        Assert.True((run.ExitCode ?? 0) == example.Declaration.Exits, $"{example.Title} exited with {run.ExitCode}.");
        Assert.True(run.ExitCode is not null || !example.IsWholeScript, $"{example.Title} did not come to its exit.");
    }
}
