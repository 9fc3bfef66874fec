using System.Diagnostics.CodeAnalysis;

namespace ParkUp.Sandbox;

/// <summary>
/// The file of a sandbox. It is replaced whole or not at all. While a process has <c>.lock</c> open, no other one reads
/// or writes the file; the system closes it when the process is killed.
/// </summary>
/// <remarks>
/// It is not flushed to the disk: a change survives the end of the process, but not always a power failure. On Unix only
/// the owner can read a new file, since it holds names and plates; a file that is replaced keeps its mode.
/// </remarks>
[SuppressMessage("ApiDesign", "RS0030", Justification = "The one place of the sandbox that opens files.")]
internal sealed class SandboxFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int HeadLength = 128;
    private const int MaximumTries = 16;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly string _path;
    private readonly string _target;
    private readonly string _lock;
    private readonly string _temporary;
    private long _revision;
    private FileVersion _known = new(-1, default, "");

    /// <summary>Opens nothing yet.</summary>
    /// <exception cref="SandboxFileException">The path leads to no file.</exception>
    public SandboxFile(string path)
    {
        _path = path;
        _target = Try(() => Resolve(Path.GetFullPath(path)));
        _lock = _target + ".lock";

        // Hidden on Unix, and a name that nobody gives a file: what has it was left by a sandbox that was killed.
        _temporary = Path.Combine(Path.GetDirectoryName(_target)!, $".{Path.GetFileName(_target)}.sandbox-new");
    }

    /// <summary>Takes the lock; null where another process, or another sandbox of this one, has it.</summary>
    /// <exception cref="SandboxFileException">The folder is missing or cannot be written, or the file is refused.</exception>
    public IDisposable? TryLock() => Try<IDisposable?>(() =>
    {
        if (!File.Exists(_lock) && File.Exists(_target))
        {
            // A path that was given by mistake, such as a roster, gets no lock file beside it.
            RefuseReadOnly();
            Read(out _);
        }

        try
        {
            return new FileStream(_lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (e.HResult is unchecked((int)0x80070020) or 11 or 35)
        {
            // ERROR_SHARING_VIOLATION, or EWOULDBLOCK of Linux or macOS.
            return null;
        }
    });

    /// <summary>The customers in the file; null if it is as it was last read or written.</summary>
    /// <remarks>Without the lock it may be older than the file, and is then read again.</remarks>
    /// <exception cref="SandboxFileException">It cannot be read.</exception>
    public IReadOnlyList<KeptCustomer>? ReadIfChanged() => Try(() =>
    {
        var version = ReadVersion();
        if (version == _known)
        {
            return null;
        }

        IReadOnlyList<KeptCustomer> customers = [];
        if (version.Length >= 0)
        {
            customers = Read(out var revision);

            // It never falls, even if a person replaces the file with an older copy.
            _revision = Math.Max(_revision, revision);
        }

        _known = version;
        return customers;
    });

    /// <summary>Creates the file if there is none; otherwise checks that it can be replaced. The lock must be held.</summary>
    /// <exception cref="SandboxFileException">It cannot be written.</exception>
    public async Task PrepareAsync()
    {
        if (_known.Length < 0)
        {
            await SaveAsync([]).ConfigureAwait(false);
            return;
        }

        Try<object?>(() =>
        {
            RefuseReadOnly();
            CreateTemporary().Dispose();
            File.Delete(_temporary);
            return null;
        });
    }

    /// <summary>Replaces the file; the lock must be held. If another program has it open, tries for three seconds.</summary>
    /// <exception cref="SandboxFileException">It cannot be written, and is unchanged.</exception>
    public async Task SaveAsync(IReadOnlyList<KeptCustomer> customers)
    {
        try
        {
            using (var file = CreateTemporary())
            {
                SandboxFormat.Write(_path, file, ++_revision, customers);
            }

            await ReplaceAsync().ConfigureAwait(false);
            _known = ReadVersion();
        }
        catch (Exception e) when (IsOfFiles(e) || e is SandboxFileException)
        {
            Forget();
            DeleteTemporary();
            throw e as SandboxFileException ?? CannotUse(e);
        }
    }

    /// <summary>The error if another process has held the lock for too long.</summary>
    public SandboxFileException HeldError(TimeSpan waited) => new(Texts.FileIsHeld, cause: null, _path, waited.TotalSeconds);

    /// <summary>Makes the next read take the file, since memory holds changes that are not in it.</summary>
    public void Forget() => _known = new FileVersion(-2, default, "");

    private IReadOnlyList<KeptCustomer> Read(out long revision)
    {
        var content = File.ReadAllBytes(_target).AsMemory();
        return SandboxFormat.Read(_path, content.Span.StartsWith(ByteOrderMark) ? content[ByteOrderMark.Length..] : content, out revision);
    }

    /// <summary>On Unix a read-only file can be replaced if its folder can be written, but a person protected it.</summary>
    private void RefuseReadOnly()
    {
        if (new FileInfo(_target).IsReadOnly)
        {
            throw new SandboxFileException(Texts.FileReadOnly, cause: null, _path);
        }
    }

    private async Task ReplaceAsync()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                File.Move(_temporary, _target, overwrite: true);
                return;
            }
            catch (Exception e) when (IsOfFiles(e) && tries < MaximumTries && OperatingSystem.IsWindows())
            {
                // Another program has the file open; only Windows minds.
            }

            await Task.Delay(RetryDelay, TimeProvider.System).ConfigureAwait(false);
        }
    }

    /// <summary>One that a killed process left is deleted, not opened: it may be a link.</summary>
    private FileStream CreateTemporary()
    {
        const int BufferSize = 64 * 1024;
        File.Delete(_temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = BufferSize };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(_temporary, options);
        }

        options.UnixCreateMode = OwnerOnly;
        var stream = new FileStream(_temporary, options);
        if (File.Exists(_target))
        {
            File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(_target));
        }

        return stream;
    }

    /// <summary>After a failed write, so that half a file does not fill the disk. The error of the write is the one to report.</summary>
    private void DeleteTemporary()
    {
        try
        {
            File.Delete(_temporary);
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            // The next write tries again.
        }
    }

    /// <summary>Size, time and first bytes. These hold the revision, which tells two writes within one tick of the clock apart.</summary>
    private FileVersion ReadVersion()
    {
        var info = new FileInfo(_target);
        if (!info.Exists)
        {
            return new FileVersion(-1, default, "");
        }

        using var file = new FileStream(_target, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        Span<byte> head = stackalloc byte[HeadLength];
        return new FileVersion(info.Length, info.LastWriteTimeUtc, Encoding.Latin1.GetString(head[..file.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false)]));
    }

    private T Try<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            throw CannotUse(e);
        }
    }

    private SandboxFileException CannotUse(Exception e) =>
        new(Texts.FileCannotUse, e, _path, e.Message.EndsWith('.') ? e.Message : e.Message + ".");

    private static bool IsOfFiles(Exception e) =>
        e is IOException and not SandboxFileException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    /// <summary>The target if the path is a link: the link stays, and two links to one file share its lock.</summary>
    private static string Resolve(string path)
    {
        var file = new FileInfo(path);
        return Directory.Exists(path) ? throw new IOException(Texts.FileIsFolder)
            : string.IsNullOrWhiteSpace(file.Name) ? throw new IOException(Texts.FileNameBlank)
            : file.LinkTarget is null ? file.FullName
            : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    /// <summary>Differs from one version of the file to the next; a length of -1 means that there is no file.</summary>
    private readonly record struct FileVersion(long Length, DateTime Written, string Head);
}
