using System.Collections.ObjectModel;

namespace ParkUp.Client;

/// <summary>The results of a customer's tags. Its text form can be read back in, as it stands in an exported file.</summary>
public sealed class TagResults : ReadOnlyCollection<TagResult>
{
    internal TagResults(IEnumerable<TagResult> results)
        : base([.. results])
    {
    }

    internal static TagResults None { get; } = new([]);

    /// <summary>The tags as <c>CODE:PLATE; CODE:PLATE</c>.</summary>
    public override string ToString() => string.Join("; ", this.Select(static tag => $"{tag.Code}:{tag.Plate}"));
}
