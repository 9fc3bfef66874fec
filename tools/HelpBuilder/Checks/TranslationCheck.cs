using HelpBuilder.Pages;

namespace HelpBuilder.Checks;

/// <summary>
/// Holds the pages of a culture against those that they translate: the same pages, the same code but for comments and
/// texts, the same errors. That the parameters are the same follows, since both are held against the assembly.
/// </summary>
internal sealed class TranslationCheck(PageFolder original, ErrorIdCheck errors, Problems problems)
{
    public void Check(PageFolder translation)
    {
        var cmdlets = Pair(original.Cmdlets, translation.Cmdlets, static page => page.Name, translation.Path);
        foreach (var (page, translated) in cmdlets)
        {
            Compare(page, translated);
        }

        var topics = Pair(original.Topics, translation.Topics, static topic => topic.Name, translation.Path);
        foreach (var (topic, translated) in topics)
        {
            Compare(topic, translated);
        }
    }

    private List<(T Original, T Translated)> Pair<T>(IReadOnlyList<T> originals, IReadOnlyList<T> translations, Func<T, string> name, string folder)
        where T : class
    {
        List<(T, T)> pairs = [];
        foreach (var one in originals)
        {
            if (translations.FirstOrDefault(other => Same(name(one), name(other))) is { } translated)
            {
                pairs.Add((one, translated));
            }
            else
            {
                problems.Add(Path.Combine(folder, name(one) + ".md"), 1, ProblemCodes.Translation, $"{name(one)} is not translated.");
            }
        }

        foreach (var extra in translations.Where(other => !originals.Any(one => Same(name(one), name(other)))))
        {
            problems.Add(Path.Combine(folder, name(extra) + ".md"), 1, ProblemCodes.Translation, $"There is no {name(extra)} to translate.");
        }

        return pairs;
    }

    private void Compare(CmdletPage page, CmdletPage translated)
    {
        CompareCode([.. page.Examples.Select(static example => example.Code)], [.. translated.Examples.Select(static example => example.Code)], translated.File);
        if (!errors.Named(page).SetEquals(errors.Named(translated)))
        {
            problems.Add(translated.File, translated.NotesLine, ProblemCodes.Translation, $"The notes name other errors than {string.Join(", ", errors.Named(page))}.");
        }
    }

    private void Compare(TopicPage topic, TopicPage translated)
    {
        CompareCode([.. topic.Codes()], [.. translated.Codes()], translated.Page);
        var (wanted, found) = (topic.Sections().Count(), translated.Sections().Count());
        if (wanted != found)
        {
            problems.Add(translated.Page, 1, ProblemCodes.Translation, $"The topic has {found} headings, and the original {wanted}.");
        }
    }

    private void CompareCode(IReadOnlyList<CodeBlock> originals, IReadOnlyList<CodeBlock> translations, string file)
    {
        if (originals.Count != translations.Count)
        {
            problems.Add(file, 1, ProblemCodes.Translation, $"The page has {translations.Count} blocks of code, and the original {originals.Count}.");
            return;
        }

        foreach (var (one, other) in originals.Zip(translations))
        {
            if (!Same(one.Language, other.Language)
                || !Same(one.Declared, other.Declared)
                || !CodeShape.Of(one.Code, one.Language).SequenceEqual(CodeShape.Of(other.Code, other.Language), StringComparer.Ordinal))
            {
                problems.Add(file, other.Line, ProblemCodes.Translation, "The code is another than that of the original: only comments and texts in quotes are translated.");
            }
        }
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
