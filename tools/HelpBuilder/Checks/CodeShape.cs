using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace HelpBuilder.Checks;

/// <summary>What a translation must leave alone of a block of code: all but comments and the texts in quotes.</summary>
internal static partial class CodeShape
{
    public static IReadOnlyList<string> Of(string code, string language) =>
        language is "powershell" ? OfScript(code) : [.. OfLines(code)];

    private static List<string> OfScript(string code)
    {
        Parser.ParseInput(code, out var tokens, out _);
        List<string> shape = [];
        Add(tokens, shape);
        return shape;
    }

    private static void Add(IEnumerable<Token> tokens, List<string> shape)
    {
        foreach (var token in tokens)
        {
            switch (token)
            {
                // A longer text may need another line, and a line that held a comment alone may be gone.
                case { Kind: TokenKind.Comment or TokenKind.LineContinuation }:
                case { Kind: TokenKind.NewLine } when shape is [] or [.., "NewLine"]:
                    break;
                case { Kind: TokenKind.NewLine }:
                    shape.Add(nameof(TokenKind.NewLine));
                    break;
                case StringExpandableToken text when text.Kind is not TokenKind.Generic:
                    shape.Add($"{text.Kind}");
                    Add(text.NestedTokens ?? [], shape);
                    break;
                case { Kind: TokenKind.StringLiteral or TokenKind.HereStringLiteral }:
                    shape.Add($"{token.Kind}");
                    break;
                default:
                    shape.Add(token.Text);
                    break;
            }
        }
    }

    /// <summary>Units, crontabs, workflows and shell scripts: all of them begin a comment with a hash.</summary>
    private static IEnumerable<string> OfLines(string code) =>
        from line in code.Split('\n')
        where !line.TrimStart().StartsWith('#')
        select Quoted().Replace(line.TrimEnd(), "''");

    [GeneratedRegex("\"[^\"]*\"|'[^']*'", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
