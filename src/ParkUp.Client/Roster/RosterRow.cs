using System.Diagnostics.CodeAnalysis;

namespace ParkUp.Client;

/// <summary>One row of a roster: either an entry, or the error that stands in its place.</summary>
public sealed class RosterRow
{
    internal RosterRow(RosterEntry entry) => Entry = entry;

    internal RosterRow(RosterError error) => Error = error;

    /// <summary>Whether the row could be read; if so <see cref="Entry"/> is there, otherwise <see cref="Error"/>.</summary>
    [MemberNotNullWhen(true, nameof(Entry))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsEntry => Entry is not null;

    /// <summary>The row as read, or <see langword="null"/> where it could not be.</summary>
    public RosterEntry? Entry { get; }

    /// <summary>Why the row could not be read, or <see langword="null"/> where it could be.</summary>
    public RosterError? Error { get; }
}
