using System.Diagnostics.CodeAnalysis;

namespace ParkUp.Client;

/// <summary>The length and time of a file when it was opened, to find out whether it was written since.</summary>
/// <remarks>The open file is asked, and not the path: a file that was replaced meanwhile was read whole.</remarks>
internal sealed class FileStamp
{
    private readonly FileStream _file;
    private readonly (long Length, DateTime Written) _opened;

    private FileStamp(FileStream file)
    {
        _file = file;
        _opened = Read();
    }

    public bool HasChanged => Read() != _opened;

    /// <summary>The stamp of a regular file; null for anything else.</summary>
    public static FileStamp? Of(Stream stream) => stream is FileStream { CanSeek: true } file ? new(file) : null;

    [SuppressMessage("ApiDesign", "RS0030", Justification = "It opens nothing.")]
    private (long Length, DateTime Written) Read() => (RandomAccess.GetLength(_file.SafeFileHandle), File.GetLastWriteTimeUtc(_file.SafeFileHandle));
}
