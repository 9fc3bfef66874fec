namespace ParkUp.Client.Tests.Plan;

public sealed class StateFileTests : IDisposable
{
    private static readonly StateEntry A1 = StateFolder.Entry("A1", "C1", "P1");
    private static readonly StateEntry B2 = StateFolder.Entry("B2", "C2", "P2");

    private readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_state_is_saved_with_a_mark_and_the_address_of_its_service()
    {
        await _folder.SaveAsync(A1 with { CustomerId = 7, Seen = new DateTimeOffset(2026, 1, 2, 4, 4, 5, TimeSpan.FromHours(1)) });

        Assert.Equal(
            "\uFEFFRefId,CustomerId,Code,Plate,Seen,Missing,Revoked,BaseUri\r\nA1,7,C1,P1,2026-01-02T03:04:05Z,,,https://api.parkup.cl/\r\n"u8.ToArray(),
            await File.ReadAllBytesAsync(_folder.Path, TestContext.Current.CancellationToken));
        Assert.Equal(["hr.state.csv", "hr.state.csv.lock"], _folder.Files);
    }

    [Fact]
    public void A_second_opening_is_refused_until_the_first_is_closed()
    {
        using (_folder.Open())
        {
            Assert.Contains(_folder.Path, Assert.Throws<StateLockedException>(() => _folder.Open()).Message, StringComparison.Ordinal);
            Assert.Equal(0, _folder.Read().Count);
        }

        _folder.Open().Dispose();
        Assert.Equal(["hr.state.csv.lock"], _folder.Files);
    }

    [Fact]
    public void A_state_that_cannot_be_read_is_not_left_locked()
    {
        _folder.With("RefId,Code,Plate\n,C1,P1\n");
        Assert.Throws<RosterException>(() => _folder.Open());

        _folder.With("RefId,Code,Plate\nA1,C1,P1\n");
        using var file = _folder.Open();
        Assert.Equal(1, file.State.Count);
    }

    [Fact]
    public void A_folder_that_is_missing_is_said_before_anything_is_sent() =>
        Assert.Contains("cannot be written", Assert.Throws<RosterException>(() => _folder.Open(_folder.In("nowhere/hr.state.csv"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_directory_is_no_state()
    {
        Directory.CreateDirectory(_folder.Path);

        Assert.Contains("directory", Assert.Throws<RosterException>(() => _folder.Open()).Message, StringComparison.Ordinal);
        Assert.Equal(["hr.state.csv"], _folder.Files);
    }

    [Fact]
    public void A_path_that_no_file_can_have_is_an_error_of_the_state() => Assert.Throws<RosterException>(() => _folder.Open("a\0b"));

    [Fact]
    public void A_state_that_does_not_open_is_called_the_state_and_not_a_roster() => Assert.StartsWith(
        $"The state '{_folder.In("none/hr.state.csv")}' cannot be read: ",
        Assert.Throws<RosterException>(() => StateFile.Read(_folder.In("none/hr.state.csv"), new Uri("https://a.example/"), TestContext.Current.CancellationToken)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_state_that_is_read_only_is_said_before_anything_is_sent()
    {
        _folder.With("RefId,Code,Plate\nA1,C1,P1\n");
        File.SetAttributes(_folder.Path, FileAttributes.ReadOnly);
        try
        {
            Assert.Contains("read-only", Assert.Throws<RosterException>(() => _folder.Open()).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetAttributes(_folder.Path, FileAttributes.Normal);
        }
    }

    [Fact]
    public void A_file_that_cannot_be_written_beside_it_is_said_before_anything_is_sent()
    {
        Directory.CreateDirectory(_folder.Path + ".new");

        Assert.Contains("cannot be written", Assert.Throws<RosterException>(() => _folder.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_a_killed_run_left_is_overwritten()
    {
        await File.WriteAllTextAsync(_folder.Path + ".new", "half a st", TestContext.Current.CancellationToken);

        await _folder.SaveAsync(A1);

        Assert.Equal([A1], _folder.Read().Entries);
        Assert.Equal(["hr.state.csv", "hr.state.csv.lock"], _folder.Files);
    }

    [Fact]
    public async Task A_state_that_cannot_be_replaced_stays_whole_and_is_tried_for_three_seconds()
    {
        await _folder.SaveAsync(A1);
        using var file = _folder.Open();
        file.State.Put(B2);

        // A directory in its place is what every system refuses to replace.
        File.Move(_folder.Path, _folder.In("aside"));
        Directory.CreateDirectory(_folder.Path);
        await Assert.ThrowsAsync<RosterException>(() => file.SaveAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["aside", "hr.state.csv", "hr.state.csv.lock"], _folder.Files);
        Assert.Equal(3, _folder.Clock.Waits.Sum(static wait => wait.TotalSeconds), tolerance: 0.01);

        Directory.Delete(_folder.Path);
        File.Move(_folder.In("aside"), _folder.Path);
        Assert.Equal([A1], _folder.Read().Entries);
        await file.SaveAsync(TestContext.Current.CancellationToken);
        Assert.Equal([A1, B2], _folder.Read().Entries);
    }

    [Fact]
    public async Task A_stop_ends_the_pauses_and_not_the_writing()
    {
        using var file = _folder.Open();
        file.State.Put(A1);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await file.SaveAsync(stop.Token);
        Assert.Equal([A1], _folder.Read().Entries);

        File.Delete(_folder.Path);
        Directory.CreateDirectory(_folder.Path);
        await Assert.ThrowsAsync<RosterException>(() => file.SaveAsync(stop.Token));
        Assert.Empty(_folder.Clock.Waits);
    }

    [Fact]
    public async Task A_link_stays_and_shares_the_lock_of_its_file()
    {
        await _folder.SaveAsync(A1);
        var link = _folder.In("link.csv");
        Assert.SkipUnless(TryLink(link, "hr.state.csv"), "This system lets the user make no links.");

        using var file = _folder.Open(link);
        Assert.Throws<StateLockedException>(() => _folder.Open());
        file.State.Put(B2);
        await file.SaveAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal([A1, B2], _folder.Read().Entries);
        Assert.Equal(["hr.state.csv", "hr.state.csv.lock", "link.csv"], _folder.Files);
    }

    [Fact]
    public async Task A_new_state_is_for_its_owner_alone_and_an_old_one_keeps_its_mode()
    {
        await _folder.SaveAsync(A1);
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes.");
            return;
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.Path));

        var shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead;
        File.SetUnixFileMode(_folder.Path, shared);
        await _folder.SaveAsync(B2);
        Assert.Equal(shared, File.GetUnixFileMode(_folder.Path));
    }

    [Theory]
    [InlineData("RefId;Code;Plate;Cargo\nA1;C1;P1;Jefe\n")]
    [InlineData("RefId,Tags\nA1,C1:P1\n")]
    public async Task A_roster_that_starts_a_state_is_kept_beside_it_once(string roster)
    {
        _folder.With(roster);
        await _folder.SaveAsync();
        await _folder.SaveAsync(B2);

        Assert.Equal(["hr.state.csv", "hr.state.csv.bak", "hr.state.csv.lock"], _folder.Files);
        Assert.Equal(roster, await File.ReadAllTextAsync(_folder.Path + ".bak", TestContext.Current.CancellationToken));
        Assert.Equal([A1, B2], _folder.Read().Entries);
    }

    [Fact]
    public async Task A_roster_is_not_kept_in_place_of_another_and_there_is_no_run()
    {
        await File.WriteAllTextAsync(_folder.Path + ".bak", "what HR keeps", TestContext.Current.CancellationToken);
        _folder.With("RefId,Code,Plate\nA1,C1,P1\n");

        Assert.Contains($"{_folder.Path}.bak", Assert.Throws<RosterException>(() => _folder.Open()).Message, StringComparison.Ordinal);

        Assert.Equal("what HR keeps", await File.ReadAllTextAsync(_folder.Path + ".bak", TestContext.Current.CancellationToken));
        File.Delete(_folder.Path + ".bak");
        await _folder.SaveAsync(B2);
        Assert.Equal([A1, B2], _folder.Read().Entries);
    }

    [Fact]
    public async Task A_roster_that_a_killed_run_had_kept_already_starts_the_state_again()
    {
        _folder.With("RefId,Code,Plate\nA1,C1,P1\n");
        File.Copy(_folder.Path, _folder.Path + ".bak");

        await _folder.SaveAsync(B2);

        Assert.Equal([A1, B2], _folder.Read().Entries);
    }

    [Fact]
    public void A_path_is_the_same_in_another_spelling_and_through_a_link()
    {
        _folder.With("RefId,Code,Plate\nA1,C1,P1\n");

        Assert.True(StateFile.IsSame(_folder.Path, _folder.In("../" + Path.GetFileName(Path.GetDirectoryName(_folder.Path)) + "/hr.state.csv")));
        Assert.False(StateFile.IsSame(_folder.Path, _folder.In("hr.csv")));
        Assert.False(StateFile.IsSame(_folder.Path, "a\0b"));
        Assert.SkipUnless(TryLink(_folder.In("link.csv"), "hr.state.csv"), "This system lets the user make no links.");
        Assert.True(StateFile.IsSame(_folder.In("link.csv"), _folder.Path));
    }

    private static bool TryLink(string link, string target)
    {
        try
        {
            File.CreateSymbolicLink(link, target);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
