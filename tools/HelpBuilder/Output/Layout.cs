namespace HelpBuilder.Output;

/// <summary>How wide things are, so that a console of 80 columns breaks no line on its own.</summary>
internal static class Layout
{
    /// <summary>The width of an about_ topic.</summary>
    public const int Width = 76;

    /// <summary>How far the text of a section is set in.</summary>
    public const int TextIndent = 4;

    /// <summary>How far code in a topic is set in.</summary>
    public const int CodeIndent = 8;

    /// <summary>The widest line of code in a topic.</summary>
    public const int MaxTopicCodeWidth = Width - CodeIndent;

    /// <summary>The widest line of code in an example: Get-Help sets it in by as much as text, and fills the console.</summary>
    public const int MaxExampleWidth = Console - TextIndent - 1;

    /// <summary>The widest synopsis.</summary>
    public const int MaxSynopsisWidth = Width - TextIndent;

    /// <summary>The widest title of an example: number and rule stand beside it.</summary>
    public const int MaxTitleWidth = Width - TextIndent - (2 * MinRule) - NumberWidth;

    /// <summary>The shortest rule on either side of a title.</summary>
    public const int MinRule = 3;

    /// <summary>How far Get-Help sets in what it says of a parameter besides its description.</summary>
    public const int ParameterValueIndent = (2 * TextIndent) + 29;

    private const int Console = 80;

    // " Example 10: ", and the blank behind the title.
    private const int NumberWidth = 14;
}
