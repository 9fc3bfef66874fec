namespace HelpBuilder.Pages;

/// <summary>The page of one cmdlet.</summary>
internal sealed record CmdletPage(string File, string Name)
{
    public required string Synopsis { get; init; }

    public required IReadOnlyList<TextBlock> Description { get; init; }

    public required IReadOnlyList<ParameterText> Parameters { get; init; }

    public required IReadOnlyList<TypeText> Inputs { get; init; }

    public required IReadOnlyList<TypeText> Outputs { get; init; }

    public required int OutputsLine { get; init; }

    public required IReadOnlyList<TextBlock> Notes { get; init; }

    public required int NotesLine { get; init; }

    public required IReadOnlyList<ExampleText> Examples { get; init; }

    public required IReadOnlyList<PageLink> RelatedLinks { get; init; }

    public required int ParametersLine { get; init; }

    /// <summary>Every link of the page.</summary>
    public required IReadOnlyList<PageLink> Links { get; init; }
}

/// <summary>What the page says of one parameter.</summary>
/// <param name="Name">Its name, without the hyphen.</param>
/// <param name="Blocks">The description.</param>
/// <param name="Default">What holds where it is left out, where the page says so: "Default: …".</param>
/// <param name="Aliases">Its other names: "Aliases: …, …".</param>
/// <param name="Line">Where the page says it.</param>
internal sealed record ParameterText(string Name, IReadOnlyList<TextBlock> Blocks, string? Default, IReadOnlyList<string> Aliases, int Line);

/// <summary>A type that goes in or comes out.</summary>
internal sealed record TypeText(string Name, IReadOnlyList<TextBlock> Blocks, int Line);

/// <summary>An example: code, and what it does.</summary>
internal sealed record ExampleText(string Title, CodeBlock Code, IReadOnlyList<TextBlock> Remarks);

/// <summary>An about_ topic.</summary>
internal sealed record TopicPage(string Page, Section Root)
{
    public string Name => Root.Title;

    /// <summary>Every section of the topic, from the top.</summary>
    public IEnumerable<Section> Sections() => Flatten(Root);

    /// <summary>The code of the topic, in order.</summary>
    public IEnumerable<CodeBlock> Codes() => Sections().SelectMany(static section => section.Blocks).OfType<CodeBlock>();

    public static IEnumerable<Section> Flatten(Section section) => section.Children.SelectMany(Flatten).Prepend(section);
}
