using System.Text;

namespace ParkUp.Client.Tests;

/// <summary>Rosters for tests: written to memory, a pipe or a file, and read back.</summary>
internal static class Rosters
{
    public const string FileName = "roster.csv";

    public static UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: false);

    public static Encoding Windows1252 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static RosterFile Open(byte[] bytes, RosterOptions? options = null) =>
        RosterFile.Open(FileName, new MemoryStream(bytes), options ?? new(), TestContext.Current.CancellationToken);

    public static RosterFile Open(string text, RosterOptions? options = null) => Open(Utf8.GetBytes(text), options);

    /// <summary>The rows of a file, which is open for as long as the enumeration is.</summary>
    public static IEnumerable<RosterEntry> Read(string path, CancellationToken cancellation)
    {
        using var file = RosterFile.Open(path, new(), cancellation);
        foreach (var row in file.Rows())
        {
            yield return row;
        }
    }

    public static List<RosterEntry> Rows(byte[] bytes, RosterOptions? options = null)
    {
        using var file = Open(bytes, options);
        return file.Rows().ToList();
    }

    public static List<RosterEntry> Rows(string text, RosterOptions? options = null) =>
        Rows(Utf8.GetBytes(text), options);

    /// <summary>The rows of a roster that has no row in error.</summary>
    public static List<RosterEntry> Entries(byte[] bytes, RosterOptions? options = null) =>
        Rows(bytes, options).ConvertAll(static row => row.Fault is null ? row : throw new InvalidOperationException(row.Fault.Message));

    public static List<RosterEntry> Entries(string text, RosterOptions? options = null) =>
        Entries(Utf8.GetBytes(text), options);

    /// <summary>The plate of the one row of a roster.</summary>
    public static string? Plate(string text, RosterOptions? options = null) =>
        Assert.Single(Entries(text, options)).Plate;

    /// <summary>What stops the reading of a roster.</summary>
    public static RosterException Failure(byte[] bytes, RosterOptions? options = null)
    {
        var failure = Assert.Throws<RosterException>(() => Rows(bytes, options));
        Assert.Equal(FileName, failure.Path);
        Assert.Contains(FileName, failure.Message, StringComparison.Ordinal);
        return failure;
    }

    public static RosterException Failure(string text, RosterOptions? options = null) =>
        Failure(Utf8.GetBytes(text), options);

    /// <summary>The one row of a roster, which has a fault.</summary>
    public static RosterEntry FaultyRow(string text)
    {
        var row = Assert.Single(Rows(text));
        Assert.NotNull(row.Fault);
        return row;
    }

    public static byte[] Marked(Encoding encoding, string text) => [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
}

/// <summary>A file that is gone after the test.</summary>
internal sealed class TempFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(
        System.IO.Path.GetTempPath(), $"roster-{Guid.NewGuid():N}.csv");

    public static TempFile Of(string text)
    {
        var file = new TempFile();
        File.WriteAllText(file.Path, text, Rosters.Utf8);
        return file;
    }

    public void Dispose() => File.Delete(Path);
}

/// <summary>What a pipe is: bytes that come a few at a time and can be read once.</summary>
internal sealed class PipeStream(byte[] bytes, int atATime) : Stream
{
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(Math.Min(atATime, buffer.Length), bytes.Length - _at);
        bytes.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
