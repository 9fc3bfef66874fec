using System.Diagnostics;
using System.Text;

namespace ParkUp.Client.Tests;

public class RosterFileTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_file_is_read_row_by_row_and_closed_when_the_reading_ends()
    {
        using var temp = TempFile.Of("RefId;Patente\nA1;AB1234\nA2;AB1235\n");

        var first = Rosters.Read(temp.Path, Cancellation).First();

        Assert.Equal("A1", first.RefId);
        // Exclusive access is to be had only where nobody has the file open.
        using var exclusive = new FileStream(temp.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(exclusive.CanWrite);
    }

    [Fact]
    public void A_roster_can_be_enumerated_again()
    {
        using var temp = TempFile.Of("RefId\nA1\n");
        var rows = Rosters.Read(temp.Path, Cancellation);

        Assert.Equal("A1", Assert.Single(rows).RefId);
        Assert.Equal("A1", Assert.Single(rows).RefId);
    }

    [Fact]
    public void A_file_that_a_spreadsheet_has_open_can_be_read()
    {
        using var temp = TempFile.Of("RefId\nA1\n");
        using var spreadsheet = new FileStream(
            temp.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

        Assert.Single(Rosters.Read(temp.Path, Cancellation));
    }

    [Fact]
    public void A_missing_file_is_one_clear_error()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "roster.csv");

        var failure = Assert.Throws<RosterException>(() => RosterFile.Open(path, new(), Cancellation));

        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", failure.Message, StringComparison.Ordinal);
        Assert.IsType<DirectoryNotFoundException>(failure.InnerException);
    }

    [Fact]
    public void A_directory_is_one_clear_error()
    {
        var failure = Assert.Throws<RosterException>(() => RosterFile.Open(Path.GetTempPath(), new(), Cancellation));

        Assert.Contains("is a directory", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_can_be_no_file_is_one_clear_error() =>
        Assert.Throws<RosterException>(() => RosterFile.Open("a\0b", new(), Cancellation));

    [Fact]
    public void A_file_without_permission_is_one_clear_error()
    {
        var failure = RosterFile.OpenFailure("roster.csv", new UnauthorizedAccessException("denied"));

        Assert.Contains("no permission", failure.Message, StringComparison.Ordinal);
        Assert.Contains("roster.csv", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Permission_is_asked_of_the_system()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Everything may be read here.");
        using var temp = TempFile.Of("RefId\nA1\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(temp.Path, UnixFileMode.None);
        }

        var failure = Assert.Throws<RosterException>(() => RosterFile.Open(temp.Path, new(), Cancellation));

        Assert.Contains("no permission", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_stops_being_readable_is_one_clear_error_on_its_line()
    {
        using var file = RosterFile.Open("roster.csv", new FailingStream("RefId\nA1\nA2"u8.ToArray()), new() { Encoding = Encoding.UTF8 }, Cancellation);

        var failure = Assert.Throws<RosterException>(() => file.Rows().Count());

        Assert.Equal(3, failure.Line);
        Assert.Contains("the disk is gone", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("EFBBBF")]
    [InlineData("FFFE")]
    [InlineData("0D0A0D0A")]
    [InlineData("3B3B3B0A3B3B")]
    [InlineData("20 09 C2A0")]
    [InlineData("7365703D3B0D0A")]
    public void An_empty_file_is_one_clear_error(string hex)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

        Assert.Contains("is empty", Rosters.Failure(bytes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_may_have_65536_characters_and_no_more()
    {
        var longest = new string('x', 65_536);

        Assert.Equal(longest, Rosters.Plate($"RefId;Patente\nA1;{longest}\n"));
        Assert.Equal(longest, Rosters.Plate($"RefId;Patente\nA1;\"{longest}\"\n"));
        Assert.Equal(2, Rosters.Failure($"RefId;Patente\nA1;{longest}x\n").Line);
        Assert.Contains("65536", Rosters.FaultyRow($"RefId;Patente\nA1;\"{longest}x\"\n").Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_longer_than_1_Mi_characters_is_an_error()
    {
        var cell = new string('x', 60_000);
        var header = string.Join(';', Enumerable.Range(0, 20).Select(i => "c" + i));

        var failure = Rosters.Failure($"RefId;{header}\nA1;{string.Join(';', Enumerable.Repeat(cell, 20))}\n");

        Assert.Equal(2, failure.Line);
        Assert.Contains("1048576", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_stops_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        using var temp = TempFile.Of("RefId\nA1\nA2\n");
        using var rows = Rosters.Read(temp.Path, cancellation.Token).GetEnumerator();
        Assert.True(rows.MoveNext());

        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => rows.MoveNext());
        Assert.Throws<OperationCanceledException>(() => RosterFile.Open(temp.Path, new(), cancellation.Token));
    }

    [Fact]
    public async Task A_named_pipe_is_read_as_it_comes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Named pipes have no place in the file system here.");
        using var temp = new TempFile();
        using (var mkfifo = Process.Start("mkfifo", temp.Path))
        {
            await mkfifo.WaitForExitAsync(Cancellation);
        }

        var writing = Task.Run(
            () =>
            {
                using var pipe = new FileStream(temp.Path, FileMode.Open, FileAccess.Write);
                pipe.Write(Rosters.Windows1252.GetBytes("RefId;Nombre\nA1;Íñigo\n"));
            },
            Cancellation);
        var rows = Rosters.Read(temp.Path, Cancellation).ToList();
        await writing;

        Assert.Equal("Íñigo", Assert.Single(rows).Name);
    }

    private sealed class FailingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) =>
            Position == Length && buffer.Length < 100_000 ? throw new IOException("the disk is gone.") : base.Read(buffer);
    }
}
