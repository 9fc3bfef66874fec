using System.Diagnostics.CodeAnalysis;

namespace HelpBuilder;

/// <summary>What the command line says.</summary>
internal sealed record Options
{
    public const string Usage =
        "HelpBuilder --assembly <module.dll> --pages <folder named after a culture>... --output <folder> [--online-base <https address>]";

    /// <summary>The module's assembly; those that it needs lie beside it.</summary>
    public required string Assembly { get; init; }

    /// <summary>The folders of the pages, one a culture. The others are translations of the first.</summary>
    public required IReadOnlyList<string> Pages { get; init; }

    /// <summary>Where the folders of the cultures go.</summary>
    public required string Output { get; init; }

    /// <summary>The address under which the folders of the cultures can be read; null where there is none.</summary>
    public Uri? OnlineBase { get; init; }

    public static bool TryParse(string[] args, [NotNullWhen(true)] out Options? options, [NotNullWhen(false)] out string? fault)
    {
        options = null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string> pages = [];
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--pages" && i + 1 < args.Length)
            {
                pages.Add(Path.GetFullPath(args[++i]));
            }
            else if (args[i] is "--assembly" or "--output" or "--online-base" && i + 1 < args.Length)
            {
                values[args[i]] = args[++i];
            }
            else
            {
                fault = $"'{args[i]}' is not understood, or lacks its value.";
                return false;
            }
        }

        Uri? online = null;
        if (values.TryGetValue("--online-base", out var address) && address.Length > 0
            && !(Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out online) && string.Equals(online.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)))
        {
            fault = $"--online-base '{address}' is no https address.";
            return false;
        }

        if (!values.TryGetValue("--assembly", out var assembly)
            || pages.Count == 0
            || !values.TryGetValue("--output", out var output))
        {
            fault = "--assembly, --pages and --output are all needed.";
            return false;
        }

        options = new Options
        {
            Assembly = Path.GetFullPath(assembly),
            Pages = pages,
            Output = Path.GetFullPath(output),
            OnlineBase = online,
        };
        fault = null;
        return true;
    }
}
