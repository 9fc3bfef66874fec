using System.Text;
using System.Text.Unicode;

namespace ParkUp.Client;

/// <summary>What the bytes above ASCII say for and against UTF-8, counted while a file is scanned.</summary>
internal sealed class Utf8Signs
{
    private const int ClearlyNot = 64;

    /// <summary>Whole characters of more than one byte.</summary>
    public long Characters { get; private set; }

    /// <summary>Bytes above ASCII that are part of no such character.</summary>
    public long Strays { get; private set; }

    /// <summary>Whether it is settled that this is no UTF-8, so that the rest need not be scanned.</summary>
    public bool AreClear => Strays >= ClearlyNot && Strays >= Characters;

    public void Look(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            foreach (var b in bytes)
            {
                Characters += b >= 0xC0 ? 1 : 0;
            }

            return;
        }

        while (!bytes.IsEmpty)
        {
            var found = Rune.DecodeFromUtf8(bytes, out _, out var length);
            if (found != System.Buffers.OperationStatus.Done)
            {
                Strays += length;
            }
            else if (length > 1)
            {
                Characters++;
            }

            bytes = bytes[length..];
        }
    }
}
