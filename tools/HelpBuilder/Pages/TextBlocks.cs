namespace HelpBuilder.Pages;

/// <summary>A piece of a page as plain help can show it.</summary>
/// <param name="Line">The line of the page that it begins on.</param>
internal abstract record TextBlock(int Line);

/// <summary>Running text, on one line however long.</summary>
internal sealed record Paragraph(string Text, int Line) : TextBlock(Line);

/// <summary>A list; each item is one running text.</summary>
internal sealed record BulletList(IReadOnlyList<string> Items, int Line) : TextBlock(Line);

/// <summary>Code, as it stands.</summary>
internal sealed record CodeBlock(string Code, string Language, int Line) : TextBlock(Line)
{
    /// <summary>The comment above the code, which no reader sees: "parsed only: why", or blank.</summary>
    public string Declared { get; init; } = string.Empty;
}

/// <summary>A table; its first row is the header.</summary>
internal sealed record TextTable(IReadOnlyList<IReadOnlyList<string>> Rows, int Line) : TextBlock(Line);

/// <summary>A heading, what stands under it, and the headings below it.</summary>
internal sealed record Section(string Title, int Level, int Line)
{
    public List<TextBlock> Blocks { get; } = [];

    public List<Section> Children { get; } = [];

    /// <summary>The links of the section, in order.</summary>
    public List<PageLink> Links { get; } = [];

    public bool IsEmpty => Blocks.Count == 0 && Children.Count == 0;
}

/// <summary>A link on a page.</summary>
internal sealed record PageLink(string Text, string Target, int Line);
