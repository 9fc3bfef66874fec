using HelpBuilder;
using HelpBuilder.Pages;

namespace ParkUp.Help.Tests.Examples;

/// <summary>One block of PowerShell on a page.</summary>
internal sealed record PageExample(string Title, string Code, ExampleDeclaration Declaration)
{
    /// <summary>Whether it ends the process: such a script has one to itself.</summary>
    public bool IsWholeScript => Code.Split('\n').Any(static line => line.StartsWith("exit ", StringComparison.Ordinal));
}

/// <summary>Reads the examples as the help's builder does.</summary>
internal static class PageExamples
{
    /// <summary>Every page of every culture, as culture/name.</summary>
    public static IEnumerable<string> Pages() =>
        from culture in Repository.Cultures
        from file in Directory.EnumerateFiles(Repository.Pages(culture), "*.md").Order(StringComparer.Ordinal)
        select $"{culture}/{Path.GetFileNameWithoutExtension(file)}";

    public static IReadOnlyList<PageExample> Of(string page)
    {
        var file = Path.Combine(Repository.Root, "docs", page + ".md");
        var problems = new Problems();
        var root = new SectionReader(file, problems).Read();
        Assert.Empty(problems.InOrder());
        return
        [
            .. from section in TopicPage.Flatten(root!)
               from code in section.Blocks.OfType<CodeBlock>()
               where code.Language is "powershell"
               select new PageExample($"{page}: {section.Title}", code.Code, Declared(code)),
        ];
    }

    private static ExampleDeclaration Declared(CodeBlock code)
    {
        Assert.True(ExampleDeclaration.TryParse(code.Declared, out var declaration), code.Declared);
        return declaration!;
    }
}
