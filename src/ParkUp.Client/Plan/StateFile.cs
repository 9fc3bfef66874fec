using System.Diagnostics.CodeAnalysis;

namespace ParkUp.Client;

/// <summary>A state that a run holds: no other run can open it, and it is replaced whole or not at all.</summary>
/// <remarks>
/// It is UTF-8 with a byte order mark, without which Excel spoils accents. On Unix a new one is for its owner alone, since it
/// holds references and plates; one that is replaced keeps its mode. A roster that starts a state is kept as <c>.bak</c>: it
/// may have been named by mistake. Another file of that name is not replaced, and there is no run until it is gone.
/// </remarks>
[SuppressMessage("ApiDesign", "RS0030", Justification = "The one place that writes files.")]
internal sealed class StateFile : IDisposable
{
    private const int Tries = 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly string _path;
    private readonly FileInfo _target;
    private readonly string _new;
    private readonly string _kept;
    private readonly FileStream _lock;
    private readonly Uri _baseUri;
    private readonly Backoff _backoff;
    private bool _isToKeep;

    private StateFile(string path, FileInfo target, FileStream held, Uri baseUri, Backoff backoff)
    {
        _path = path;
        _target = target;
        _new = target.FullName + ".new";
        _kept = target.FullName + ".bak";
        _lock = held;
        _baseUri = baseUri;
        _backoff = backoff;
    }

    /// <summary>What it held when it was opened; <see cref="SaveAsync"/> writes what it holds then.</summary>
    public PlanState State { get; private set; } = new();

    /// <summary>Reads a state that is not to be written. A file that is not there is an empty state.</summary>
    /// <exception cref="PlanMismatchException">It is of another service.</exception>
    /// <exception cref="RosterException">It cannot be read, or a row of it cannot.</exception>
    public static PlanState Read(string path, Uri baseUri, CancellationToken stop) => StateReader.Read(path, baseUri, stop, out _);

    /// <summary>Whether there is a file at the path.</summary>
    public static bool Exists(string path) => File.Exists(path);

    /// <summary>Whether two paths lead to one file, through links as well.</summary>
    public static bool IsSame(string path, string other)
    {
        try
        {
            return string.Equals(
                Resolve(Path.GetFullPath(path)).FullName,
                Resolve(Path.GetFullPath(other)).FullName,
                OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            // Opening the path says what is wrong with it.
            return false;
        }
    }

    /// <summary>Locks and reads a state, and makes sure that it can be written.</summary>
    /// <exception cref="StateLockedException">Another run holds it.</exception>
    /// <exception cref="PlanMismatchException">It is of another service.</exception>
    /// <exception cref="RosterException">It cannot be read or written, or a row of it cannot be read.</exception>
    public static StateFile Open(string path, Uri baseUri, Backoff backoff, CancellationToken stop)
    {
        StateFile? file = null;
        try
        {
            path = Path.GetFullPath(path);
            if (Directory.Exists(path))
            {
                throw new RosterException(path, null, Texts.RosterDirectory.With(path));
            }

            var target = Resolve(path);
            file = new StateFile(path, target, Lock(path, target), baseUri, backoff);
            file.TryWrite();
            file.State = StateReader.Read(path, baseUri, stop, out var isRoster);
            file._isToKeep = isRoster && !file.IsKept();
            return file;
        }
        catch (Exception e)
        {
            file?.Dispose();
            if (IsOfFiles(e))
            {
                throw CannotWrite(path, e);
            }

            throw;
        }
    }

    /// <summary>Replaces the file by the state as it is now. Where another program has it open, tries for three seconds.</summary>
    /// <param name="stop">Ends the pauses between the tries; what can be written is written.</param>
    /// <exception cref="RosterException">It cannot be written; the file is as it was.</exception>
    public async Task SaveAsync(CancellationToken stop)
    {
        try
        {
            Keep();
            WriteNew();
            await ReplaceAsync(stop).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            DeleteNew();
            throw CannotWrite(_path, e);
        }
    }

    /// <summary>Lets go of the file.</summary>
    /// <remarks>The lock file stays: if it were deleted, one run could hold the deleted file and another a new one of its name.</remarks>
    public void Dispose() => _lock.Dispose();

    /// <summary>The file itself where the path is a link, so that the link stays, and two links to one file share its lock.</summary>
    private static FileInfo Resolve(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file : new FileInfo(file.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
    }

    private static FileStream Lock(string path, FileInfo target)
    {
        try
        {
            return new FileStream(target.FullName + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsSharing(e))
        {
            throw new StateLockedException(Texts.StateLocked.With(path), e);
        }
    }

    /// <summary>Whether another holds the file: ERROR_SHARING_VIOLATION, or EWOULDBLOCK of Linux or macOS.</summary>
    private static bool IsSharing(IOException e) => e.HResult is unchecked((int)0x80070020) or 11 or 35;

    private static bool IsOfFiles(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    private static RosterException CannotWrite(string path, Exception e) => new(path, null, Texts.StateCannotWrite.With(path, TextFormat.AsSentence(e.Message)), e);

    /// <summary>Says before the first request what <see cref="SaveAsync"/> would say after it.</summary>
    private void TryWrite()
    {
        // On Unix the folder alone decides whether a file can be replaced, but who made it read-only meant it.
        if (_target is { Exists: true, IsReadOnly: true })
        {
            throw new UnauthorizedAccessException(Texts.StateReadOnly);
        }

        CreateNew().Dispose();
        File.Delete(_new);
    }

    /// <summary>Whether a roster that is to become the state was kept by a run that was killed then.</summary>
    private bool IsKept() => File.Exists(_kept)
        && (File.ReadAllBytes(_kept).AsSpan().SequenceEqual(File.ReadAllBytes(_target.FullName)) ? true : throw new RosterException(_path, null, Texts.StateKeptBefore.With(_path, _kept)));

    /// <summary>Keeps the roster that is to become the state. It is copied under the other name first: a copy is there whole or not at all.</summary>
    private void Keep()
    {
        if (_isToKeep)
        {
            File.Delete(_new);
            File.Copy(_target.FullName, _new);
            File.Move(_new, _kept, overwrite: false);
            _isToKeep = false;
        }
    }

    private void WriteNew()
    {
        using var stream = CreateNew();
        using (var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 64 * 1024, leaveOpen: true))
        {
            StateWriter.Write(writer, State, _baseUri);
        }

        stream.Flush(flushToDisk: true);
    }

    /// <summary>Creates the file that will replace the old one. What a killed run left is deleted, not opened: it may be a link.</summary>
    private FileStream CreateNew()
    {
        File.Delete(_new);
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(_new, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }

        var stream = new FileStream(_new, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, UnixCreateMode = OwnerOnly });
        try
        {
            // The mode of a new file passes through the umask; that of the old one is set as it is.
            if (File.Exists(_target.FullName))
            {
                File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(_target.FullName));
            }

            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private async Task ReplaceAsync(CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                File.Move(_new, _target.FullName, overwrite: true);
                return;
            }
            catch (Exception e) when (IsOfFiles(e) && tries < Tries && !stop.IsCancellationRequested)
            {
                // Another program has it open, as Windows allows.
            }

            await _backoff.WaitAsync(Pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void DeleteNew()
    {
        try
        {
            File.Delete(_new);
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            // What kept it from being written is reported; the next run deletes it.
        }
    }
}
