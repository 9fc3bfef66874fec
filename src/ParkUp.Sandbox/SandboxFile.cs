using System.Diagnostics.CodeAnalysis;

namespace ParkUp.Sandbox;

/// <summary>
/// The file of a sandbox. It is replaced whole or not at all. While <c>.lock</c> is held, no other process reads or
/// writes it; the system lets go of the lock of a process that is killed.
/// </summary>
/// <remarks>
/// It is not flushed to the disk: what was written survives the end of the process, and a sandbox need not survive the
/// end of the machine. On Unix a new one is for its owner alone, as it holds names and plates; one that is replaced
/// keeps its mode.
/// </remarks>
[SuppressMessage("ApiDesign", "RS0030", Justification = "The one place of the sandbox that opens files.")]
internal sealed class SandboxFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int HeadLength = 128;
    private const int Tries = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly string _path;
    private readonly string _target;
    private long _revision;
    private Look _known = new(-1, default, "");

    /// <summary>Opens nothing yet.</summary>
    /// <exception cref="SandboxFileException">The path leads to no file.</exception>
    public SandboxFile(string path)
    {
        _path = path;
        _target = Try(() => Resolve(Path.GetFullPath(path)));
    }

    /// <summary>Takes the lock; null where another process, or another sandbox of this one, has it.</summary>
    /// <exception cref="SandboxFileException">There can be no lock: the folder is missing, or cannot be written.</exception>
    public IDisposable? TryLock() => Try<IDisposable?>(() =>
    {
        try
        {
            return new FileStream(_target + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (e.HResult is unchecked((int)0x80070020) or 11 or 35)
        {
            // ERROR_SHARING_VIOLATION, or EWOULDBLOCK of Linux or macOS.
            return null;
        }
    });

    /// <summary>What the file keeps, where it is not what was read or written last; the lock must be held.</summary>
    /// <exception cref="SandboxFileException">It cannot be read.</exception>
    public IReadOnlyList<KeptCustomer>? ReadIfChanged() => Try(() =>
    {
        var look = LookAt();
        if (look == _known)
        {
            return null;
        }

        IReadOnlyList<KeptCustomer> customers = [];
        if (look.Length >= 0)
        {
            var content = File.ReadAllBytes(_target).AsMemory();
            customers = SandboxFormat.Read(_path, content.Span.StartsWith(ByteOrderMark) ? content[ByteOrderMark.Length..] : content, out var revision);

            // Never back, where a person puts an older copy in the place of the file.
            _revision = Math.Max(_revision, revision);
        }

        _known = look;
        return customers;
    });

    /// <summary>Makes the file where there is none, and else makes sure that it can be replaced; the lock must be held.</summary>
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
            // On Unix the folder alone decides whether a file can be replaced, but who made it read-only meant it.
            if (new FileInfo(_target).IsReadOnly)
            {
                throw new SandboxFileException(Texts.FileReadOnly, cause: null, _path);
            }

            CreateNew().Dispose();
            File.Delete(_target + ".new");
            return null;
        });
    }

    /// <summary>Replaces the file; the lock must be held. Where another program has it open, tries for three seconds.</summary>
    /// <exception cref="SandboxFileException">It cannot be written, and is as it was.</exception>
    public async Task SaveAsync(IReadOnlyList<KeptCustomer> customers)
    {
        try
        {
            using (var file = CreateNew())
            {
                SandboxFormat.Write(file, ++_revision, customers);
            }

            await ReplaceAsync().ConfigureAwait(false);
            _known = LookAt();
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            Forget();
            throw CannotUse(e);
        }
    }

    /// <summary>The error of a lock that another process does not let go of.</summary>
    public SandboxFileException IsHeld(TimeSpan waited) => new(Texts.FileIsHeld, cause: null, _path, waited.TotalSeconds);

    /// <summary>Reads the file again at the next time, since memory holds what it does not.</summary>
    public void Forget() => _known = new Look(-2, default, "");

    private async Task ReplaceAsync()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                File.Move(_target + ".new", _target, overwrite: true);
                return;
            }
            catch (Exception e) when (IsOfFiles(e) && tries < Tries && OperatingSystem.IsWindows())
            {
                // Another program has it open, as Windows allows.
            }

            await Task.Delay(Pause, TimeProvider.System).ConfigureAwait(false);
        }
    }

    /// <summary>What a killed process left is deleted, not opened: it may be a link.</summary>
    private FileStream CreateNew()
    {
        const int BufferSize = 64 * 1024;
        var path = _target + ".new";
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = BufferSize };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }

        options.UnixCreateMode = OwnerOnly;
        var stream = new FileStream(path, options);
        if (File.Exists(_target))
        {
            File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(_target));
        }

        return stream;
    }

    /// <summary>Size, time and first bytes, which have the revision: two writes within one tick of the file system differ in it.</summary>
    private Look LookAt()
    {
        var info = new FileInfo(_target);
        if (!info.Exists)
        {
            return new Look(-1, default, "");
        }

        using var file = new FileStream(_target, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        Span<byte> head = stackalloc byte[HeadLength];
        return new Look(info.Length, info.LastWriteTimeUtc, Encoding.Latin1.GetString(head[..file.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false)]));
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

    private SandboxFileException CannotUse(Exception e) => new(Texts.FileCannotUse, e, _path, e.Message);

    private static bool IsOfFiles(Exception e) =>
        e is IOException and not SandboxFileException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    /// <summary>The file itself where the path is a link, so that the link stays, and two links to one file share its lock.</summary>
    private static string Resolve(string path)
    {
        var file = new FileInfo(path);
        return Directory.Exists(path) ? throw new IOException(Texts.FileIsFolder)
            : file.LinkTarget is null ? file.FullName
            : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    /// <summary>What tells one version of the file from another; a length of -1 is no file.</summary>
    private readonly record struct Look(long Length, DateTime Written, string Head);
}
