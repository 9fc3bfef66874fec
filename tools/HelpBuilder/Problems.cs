namespace HelpBuilder;

/// <summary>Something in a page that has to be mended.</summary>
/// <param name="File">The page.</param>
/// <param name="Line">The line in it; the first is 1.</param>
/// <param name="Code">One of <see cref="ProblemCodes"/>.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record Problem(string File, int Line, string Code, string Message)
{
    /// <summary>The problem as MSBuild and editors read it.</summary>
    public override string ToString() => FormattableString.Invariant($"{File}({Line}): error {Code}: {Message}");
}

/// <summary>Collects what is wrong with all pages, so that one run tells everything.</summary>
internal sealed class Problems
{
    private readonly List<Problem> _found = [];

    public bool Any => _found.Count > 0;

    public void Add(string file, int line, string code, string message) => _found.Add(new Problem(file, line, code, message));

    public IEnumerable<Problem> InOrder() =>
        _found.OrderBy(static problem => problem.File, StringComparer.Ordinal).ThenBy(static problem => problem.Line);
}

/// <summary>The kinds of problem.</summary>
internal static class ProblemCodes
{
    /// <summary>A section is missing, empty, or not one that pages have.</summary>
    public const string Section = "HELP001";

    /// <summary>A parameter is not documented.</summary>
    public const string UndocumentedParameter = "HELP002";

    /// <summary>A page documents a parameter that does not exist.</summary>
    public const string UnknownParameter = "HELP003";

    /// <summary>An exported cmdlet has no page.</summary>
    public const string NoPage = "HELP004";

    /// <summary>A page's cmdlet is not in the assembly.</summary>
    public const string NoCmdlet = "HELP005";

    /// <summary>Markdown that plain help cannot show.</summary>
    public const string Markdown = "HELP006";

    /// <summary>An example that does not parse, calls something that does not exist, or is too wide.</summary>
    public const string Example = "HELP007";

    /// <summary>The outputs of the page and of the assembly differ.</summary>
    public const string Outputs = "HELP008";

    /// <summary>A default that the page states although the assembly does.</summary>
    public const string Default = "HELP009";

    /// <summary>A link that leads nowhere.</summary>
    public const string Link = "HELP010";

    /// <summary>An error id that is not documented, or does not exist.</summary>
    public const string ErrorId = "HELP011";

    /// <summary>The aliases that the page states are not those of the assembly.</summary>
    public const string Aliases = "HELP012";

    /// <summary>A page that does not say the same as the page that it translates.</summary>
    public const string Translation = "HELP013";
}
