using System.Management.Automation;
using System.Text;

namespace ParkUp.PowerShell.Tests;

/// <summary>A terminal that keeps all that was ever printed on it, and where nobody answers.</summary>
internal sealed class RecordingHost : SilentHost
{
    private readonly Paper _paper;

    public RecordingHost()
        : this(new Paper())
    {
    }

    private RecordingHost(Paper paper)
        : base(paper) => _paper = paper;

    /// <summary>All that was printed, whatever stream it came by.</summary>
    public string Printed => _paper.Text.ToString();

    private sealed class Paper : SilentInterface
    {
        public StringBuilder Text { get; } = new();

        public override void Write(string value) => Text.Append(value);

        public override void WriteProgress(long sourceId, ProgressRecord record) => WriteLine(record.ToString());
    }
}
