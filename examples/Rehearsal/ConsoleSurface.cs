using System.Management.Automation.Host;

namespace ParkUp.Rehearsal;

/// <summary>How wide the console is; where it is none (a file, a pipe), 120 columns.</summary>
internal sealed class ConsoleSurface : PSHostRawUserInterface
{
    private const int WidthOfAFile = 120;

    public override Size BufferSize
    {
        get => new(Console.IsOutputRedirected ? WidthOfAFile : Math.Max(Console.WindowWidth, 20), 3000);
        set { }
    }

    public override Size WindowSize
    {
        get => new(BufferSize.Width, 50);
        set { }
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override Coordinates WindowPosition { get; set; }

    public override string WindowTitle { get; set; } = "ParkUp rehearsal";

    public override bool KeyAvailable => false;

    public override void FlushInputBuffer()
    {
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException("This host reads lines, not keys.");

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException("This host has no buffer to read.");

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill)
    {
    }

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
    }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents)
    {
    }
}
