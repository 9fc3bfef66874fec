using System.Reflection;
using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace ParkUp.Architecture.Tests;

/// <summary>Holds a text against the one that was approved, a file beside these tests.</summary>
internal static class Approval
{
    private const string Switch = "PARKUP_APPROVE";
    private const string Accept = $"dotnet test --project tests/ParkUp.Architecture.Tests -e {Switch}=1";

    /// <summary>Fails where the two differ, and shows how. Approves the text, and fails nothing, where that was asked for.</summary>
    /// <param name="name">The name of the file.</param>
    /// <param name="text">The text.</param>
    public static void Check(string name, string text)
    {
        var current = text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        var file = Path.Combine(RepositoryRoot, "tests", "ParkUp.Architecture.Tests", "Approved", name);
        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : string.Empty;
        if (string.Equals(approved, current, StringComparison.Ordinal))
        {
            return;
        }

        if (Environment.GetEnvironmentVariable(Switch) is "1")
        {
            File.WriteAllText(file, current);
            Assert.Skip($"{name} was written anew. Read the difference before it is committed: git diff {Path.GetRelativePath(RepositoryRoot, file)}");
        }

        Assert.Fail($"{name} is not what was approved. Where that is meant, run: {Accept}\n\n{Difference(approved, current)}");
    }

    /// <summary>The lines that differ, each below the cmdlet or the type whose member it is.</summary>
    private static string Difference(string approved, string current)
    {
        var shown = new StringBuilder();
        var owner = string.Empty;
        foreach (var line in InlineDiffBuilder.Diff(approved, current).Lines)
        {
            if (line.Type == ChangeType.Unchanged)
            {
                owner = IsOwner(line.Text) ? line.Text : owner;
                continue;
            }

            if (owner.Length > 0 && !IsOwner(line.Text))
            {
                shown.Append("  ").Append(owner).Append('\n');
            }

            // It is shown, or the line is one itself.
            owner = string.Empty;
            shown.Append(line.Type == ChangeType.Inserted ? "+ " : "- ").Append(line.Text).Append('\n');
        }

        return shown.ToString();
    }

    private static bool IsOwner(string line) =>
        line.StartsWith("    public ", StringComparison.Ordinal) || (line.Length > 0 && line[0] is not (' ' or '{' or '}') && !line.StartsWith("namespace", StringComparison.Ordinal));

    public static string RepositoryRoot { get; } = typeof(Approval).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key is "RepositoryRoot").Value!;
}
