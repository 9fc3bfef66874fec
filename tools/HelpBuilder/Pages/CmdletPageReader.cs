using HelpBuilder.Output;

namespace HelpBuilder.Pages;

/// <summary>Finds the parts of a cmdlet's page, and names those that are missing.</summary>
internal sealed class CmdletPageReader(string file, Problems problems)
{
    private const string DefaultMark = "Default:";
    private const string AliasesMark = "Aliases:";

    private static readonly string[] Parts =
        ["Synopsis", "Description", "Parameters", "Inputs", "Outputs", "Notes", "Examples", "Related links"];

    public CmdletPage Read(Section root)
    {
        if (!string.Equals(root.Title, Path.GetFileNameWithoutExtension(file), StringComparison.Ordinal))
        {
            Fault(root.Line, $"The title is '{root.Title}': it must be the name of the file.");
        }

        foreach (var stray in root.Children.Where(static section => !Parts.Contains(section.Title, StringComparer.Ordinal)))
        {
            Fault(stray.Line, $"'{stray.Title}' is no section of a cmdlet's page: those are {string.Join(", ", Parts)}.");
        }

        var sections = Parts.ToDictionary(static part => part, part => Find(root, part), StringComparer.Ordinal);
        var parameters = sections["Parameters"];
        var outputs = sections["Outputs"];
        return new CmdletPage(file, root.Title)
        {
            Synopsis = Synopsis(sections["Synopsis"]),
            Description = sections["Description"].Blocks,
            Parameters = [.. parameters.Children.Select(ReadParameter)],
            ParametersLine = parameters.Line,
            Inputs = ReadTypes(sections["Inputs"]),
            Outputs = ReadTypes(outputs),
            OutputsLine = outputs.Line,
            Notes = sections["Notes"].Blocks,
            NotesLine = sections["Notes"].Line,
            Examples = [.. sections["Examples"].Children.Select(ReadExample)],
            RelatedLinks = sections["Related links"].Links,
            Links = [.. TopicPage.Flatten(root).SelectMany(static section => section.Links)],
        };
    }

    private Section Find(Section root, string part)
    {
        var found = root.Children.Where(section => string.Equals(section.Title, part, StringComparison.Ordinal)).ToList();
        if (found.Count > 1)
        {
            Fault(found[1].Line, $"The section '{part}' comes twice.");
        }

        if (found.Count == 0)
        {
            Fault(root.Line, $"The section '{part}' is missing.");
            return new Section(part, 2, root.Line);
        }

        if (found[0].IsEmpty)
        {
            Fault(found[0].Line, $"The section '{part}' is empty.");
        }

        return found[0];
    }

    private string Synopsis(Section section)
    {
        if (section.Blocks is [Paragraph only])
        {
            // Get-Help lists it in a table, too: it is never broken into lines.
            if (only.Text.Length > Layout.MaxSynopsisWidth)
            {
                Fault(only.Line, $"The synopsis has {only.Text.Length} characters; over {Layout.MaxSynopsisWidth}, a console of 80 columns breaks it.");
            }

            return only.Text;
        }

        if (!section.IsEmpty)
        {
            Fault(section.Line, "The synopsis is one paragraph.");
        }

        return string.Empty;
    }

    private ParameterText ReadParameter(Section section)
    {
        var stated = Marked(section, DefaultMark);
        var aliases = Marked(section, AliasesMark);
        List<TextBlock> blocks = [.. section.Blocks.Where(block => block != stated && block != aliases)];
        if (!section.Title.StartsWith('-'))
        {
            Fault(section.Line, $"'{section.Title}' is no parameter: its heading begins with a hyphen.");
        }

        if (blocks.Count == 0)
        {
            Fault(section.Line, $"{section.Title} has no description.");
        }

        return new ParameterText(
            section.Title.TrimStart('-'),
            blocks,
            Value(stated, DefaultMark),
            Value(aliases, AliasesMark)?.Split(',', StringSplitOptions.TrimEntries) ?? [],
            section.Line);
    }

    private static Paragraph? Marked(Section section, string mark) =>
        section.Blocks.OfType<Paragraph>().FirstOrDefault(text => text.Text.StartsWith(mark, StringComparison.Ordinal));

    private static string? Value(Paragraph? marked, string mark) => marked?.Text[mark.Length..].Trim().TrimEnd('.');

    private IReadOnlyList<TypeText> ReadTypes(Section section)
    {
        foreach (var empty in section.Children.Where(static type => type.IsEmpty))
        {
            Fault(empty.Line, $"{empty.Title} has no description.");
        }

        return [.. section.Children.Select(static type => new TypeText(type.Title, type.Blocks, type.Line))];
    }

    private ExampleText ReadExample(Section section)
    {
        var codes = section.Blocks.OfType<CodeBlock>().ToList();
        List<TextBlock> remarks = [.. section.Blocks.Where(static block => block is not CodeBlock)];
        if (codes.Count != 1 || remarks.Count == 0 || section.Blocks[0] is not CodeBlock)
        {
            Fault(section.Line, $"The example '{section.Title}' is one block of code, and after it what it does.");
        }

        return new ExampleText(section.Title, codes.FirstOrDefault() ?? new CodeBlock(string.Empty, string.Empty, section.Line), remarks);
    }

    private void Fault(int line, string message) => problems.Add(file, line, ProblemCodes.Section, message);
}
