using System.Collections;
using System.Management.Automation;
using System.Reflection;
using System.Text.Json;

namespace ParkUp.PowerShell.Tests;

/// <summary>Every text that a run of a script left anywhere: in its streams, its errors, and what can be made of its objects.</summary>
internal static class Traces
{
    private const int MaxDepth = 8;

    public static IReadOnlyList<string> Of(ScriptRun run)
    {
        List<string> texts = [.. run.Verbose, .. run.Debug, .. run.Warnings, .. run.Information, .. run.Progress.Select(static record => $"{record}")];
        foreach (var item in run.Output)
        {
            AddObject(item, texts);
        }

        foreach (var error in run.Errors)
        {
            AddError(error, texts);
        }

        if (run.Thrown is { } thrown)
        {
            AddWalked(thrown, texts, depth: 0);
            AddError(thrown.ErrorRecord, texts);
        }

        return texts;
    }

    private static void AddError(ErrorRecord error, List<string> texts)
    {
        texts.Add(error.FullyQualifiedErrorId);
        texts.Add(error.ScriptStackTrace ?? string.Empty);
        texts.Add(error.InvocationInfo?.PositionMessage ?? string.Empty);
        texts.Add(PSSerializer.Serialize(error, depth: 4));
        AddWalked(error.CategoryInfo, texts, depth: 0);
        AddWalked(error.ErrorDetails, texts, depth: 0);
        AddWalked(error.Exception, texts, depth: 0);
        AddObject(error.TargetObject, texts);
    }

    private static void AddObject(object? item, List<string> texts)
    {
        var bare = item is PSObject wrapped ? wrapped.BaseObject : item;
        if (bare is ErrorRecord error)
        {
            AddError(error, texts);
            return;
        }

        AddWalked(bare, texts, depth: 0);
        if (bare is not null)
        {
            texts.Add(PSSerializer.Serialize(item, depth: 4));
            texts.Add(JsonSerializer.Serialize(bare, bare.GetType(), Readable));
        }
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object as text, and all its public properties, as deep as anyone would look.</summary>
    private static void AddWalked(object? item, List<string> texts, int depth)
    {
        if (item is null || depth > MaxDepth)
        {
            return;
        }

        texts.Add(item.ToString() ?? string.Empty);
        if (item is string or Uri || item.GetType().IsPrimitive || item is Type or MemberInfo or Enum)
        {
            return;
        }

        if (item is IDictionary pairs)
        {
            AddWalked(pairs.Keys, texts, depth + 1);
            AddWalked(pairs.Values, texts, depth + 1);
        }
        else if (item is IEnumerable many)
        {
            foreach (var one in many)
            {
                AddWalked(one, texts, depth + 1);
            }
        }
        else if (item is Exception or ErrorDetails or ErrorCategoryInfo || item.GetType().Namespace!.StartsWith("ParkUp", StringComparison.Ordinal))
        {
            foreach (var property in item.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                AddWalked(property.GetValue(item), texts, depth + 1);
            }
        }
    }
}
