using System.Diagnostics.CodeAnalysis;

namespace ParkUp.PowerShell;

/// <summary>
/// A cell that is no text, carried past the engine's binding as a text that says why. To fail there would cost the row
/// its result. The sign is a character that no field may hold, so nothing that anyone typed is taken for it.
/// </summary>
internal static class UnreadableCell
{
    private const char Sign = '\0';

    public static string Of(string reason) => Sign + reason;

    public static bool Is(string? cell, [NotNullWhen(true)] out string? reason)
    {
        reason = cell is [Sign, ..] ? cell[1..] : null;
        return reason is not null;
    }
}
