namespace ParkUp.Sandbox.Tests;

/// <summary>A sandbox whose file cannot be written or read for a time, and what is beside the file.</summary>
public sealed class FileWriteTests : IDisposable
{
    private readonly SandboxFolder _folder = new();

    /// <summary>A folder of this name stops each write, as a full disk does.</summary>
    private string TemporaryPath => Path.Combine(Path.GetDirectoryName(_folder.FilePath)!, ".sandbox.json.sandbox-new");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_cannot_be_written_is_answered_as_not_applied_and_was_not_applied()
    {
        SandboxApi sandbox = _folder.Open();
        await SandboxFolder.AddCustomerAsync(sandbox, "A");
        Directory.CreateDirectory(TemporaryPath);

        Answer answer = await SandboxFolder.AddCustomerAsync(sandbox, "B");
        Assert.Equal(503, answer.Status);
        Assert.Contains(_folder.FilePath, Assert.Single(answer.Messages), StringComparison.Ordinal);
        Assert.Equal(404, (await SandboxFolder.ListAsync(sandbox, "B")).Status);
        Assert.Contains("cannot be used", await RefusalAsync(_folder.Open()), StringComparison.Ordinal);

        Directory.Delete(TemporaryPath);
        Assert.Equal("""{"customer":2,"tags":[]}""", (await SandboxFolder.AddCustomerAsync(sandbox, "B")).Body);
    }

    [Fact]
    public async Task A_list_in_one_turn_with_a_write_that_fails_is_answered_from_the_file()
    {
        SandboxApi sandbox = _folder.Open();
        await SandboxFolder.AddCustomerAsync(sandbox, "A", "T1");
        Directory.CreateDirectory(TemporaryPath);
        Task<Answer>[] answers;
        using (HoldLock())
        {
            answers =
            [
                SandboxFolder.ListAsync(sandbox, "B"),
                SandboxFolder.AddCustomerAsync(sandbox, "B", "T2"),
                SandboxFolder.ListAsync(sandbox, "A"),
                SandboxFolder.AddCustomerAsync(sandbox, "B", "T3"),
                SandboxFolder.ListAsync(sandbox, "B"),
            ];
        }

        Assert.Equal([404, 503, 201, 503, 404], (await Task.WhenAll(answers)).Select(static answer => answer.Status));
    }

    [Fact]
    public async Task A_list_in_one_turn_with_a_write_that_succeeds_is_answered_after_it()
    {
        SandboxApi sandbox = _folder.Open();
        await sandbox.CheckFileAsync(TestContext.Current.CancellationToken);
        Task<Answer>[] answers;
        using (HoldLock())
        {
            answers = [SandboxFolder.ListAsync(sandbox, "A"), SandboxFolder.AddCustomerAsync(sandbox, "A", "T1"), SandboxFolder.AddCustomerAsync(sandbox, "A", "T1")];
        }

        Assert.Equal([201, 201, 409], (await Task.WhenAll(answers)).Select(static answer => answer.Status));
    }

    [Fact]
    public async Task While_another_process_keeps_the_lock_writes_are_not_applied_and_lists_are_answered_from_the_file()
    {
        SandboxApi sandbox = _folder.Open();
        await SandboxFolder.AddCustomerAsync(sandbox, "A");
        using (HoldLock())
        {
            Answer[] answers = await Task.WhenAll(SandboxFolder.AddCustomerAsync(sandbox, "B"), SandboxFolder.ListAsync(sandbox, "A"), SandboxFolder.ListAsync(sandbox, "B"));

            Assert.Equal([503, 201, 404], answers.Select(static answer => answer.Status));
            Assert.Contains("another process", Assert.Single(answers[0].Messages), StringComparison.Ordinal);

            long began = TimeProvider.System.GetTimestamp();
            Assert.Equal(503, (await SandboxFolder.AddCustomerAsync(sandbox, "C")).Status);
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(4), "The next request waited for the whole limit again.");
        }

        Assert.Equal("""{"customer":2,"tags":[]}""", (await SandboxFolder.AddCustomerAsync(sandbox, "B")).Body);
    }

    [Fact]
    public async Task A_write_that_fails_leaves_no_file_behind()
    {
        SandboxApi sandbox = _folder.Open();
        await SandboxFolder.AddCustomerAsync(sandbox, "A");
        File.Delete(_folder.FilePath);
        Directory.CreateDirectory(_folder.FilePath);

        Assert.Equal(503, (await SandboxFolder.AddCustomerAsync(sandbox, "B")).Status);
        Assert.Equal(["sandbox.json.lock"], _folder.FileNames);
    }

    [Fact]
    public async Task A_file_beside_it_that_ends_in_new_is_left_as_it_is()
    {
        string other = _folder.FilePath + ".new";
        await File.WriteAllTextAsync(other, "a", TestContext.Current.CancellationToken);
        SandboxApi sandbox = _folder.Open();
        await sandbox.CheckFileAsync(TestContext.Current.CancellationToken);
        await _folder.Open().CheckFileAsync(TestContext.Current.CancellationToken);
        await SandboxFolder.AddCustomerAsync(sandbox, "A");

        Assert.Equal("a", await File.ReadAllTextAsync(other, TestContext.Current.CancellationToken));
        Assert.Equal(["sandbox.json", "sandbox.json.lock", "sandbox.json.new"], _folder.FileNames);
    }

    [Fact]
    public async Task What_a_killed_process_left_is_overwritten()
    {
        await File.WriteAllTextAsync(TemporaryPath, "{", TestContext.Current.CancellationToken);

        Assert.Equal(201, (await SandboxFolder.AddCustomerAsync(_folder.Open(), "A")).Status);
        Assert.Equal(["sandbox.json", "sandbox.json.lock"], _folder.FileNames);
    }

    [Theory]
    [InlineData("RefId;Code;Plate\nA1;O1;AABB11\n")]
    [InlineData("{\"format\": \"ParkUp sandbox\", ")]
    public async Task A_file_that_is_refused_gets_no_lock_beside_it(string content)
    {
        await File.WriteAllTextAsync(_folder.FilePath, content, TestContext.Current.CancellationToken);

        await RefusalAsync(_folder.Open());
        Assert.Equal(503, (await SandboxFolder.AddCustomerAsync(_folder.Open(), "A")).Status);
        Assert.Equal(["sandbox.json"], _folder.FileNames);
    }

    [Fact]
    public async Task A_read_only_file_gets_no_lock_beside_it()
    {
        await _folder.Open().CheckFileAsync(TestContext.Current.CancellationToken);
        File.Delete(_folder.FilePath + ".lock");
        File.SetAttributes(_folder.FilePath, FileAttributes.ReadOnly);

        Assert.Contains("read-only", await RefusalAsync(_folder.Open()), StringComparison.Ordinal);
        Assert.Equal(["sandbox.json"], _folder.FileNames);
        File.SetAttributes(_folder.FilePath, FileAttributes.Normal);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\t \u00a0")]
    public void A_blank_name_is_refused(string name)
    {
        string message = Assert.Throws<SandboxFileException>(() => new SandboxApi(new SandboxOptions
        {
            Token = TestSandbox.Token,
            FilePath = Path.Combine(Path.GetDirectoryName(_folder.FilePath)!, name),
        })).Message;

        Assert.Contains("Its name is blank. Name a file", message, StringComparison.Ordinal);
        Assert.Empty(_folder.FileNames);
    }

    [Theory]
    [InlineData("\"id\": 1", "\"id\": 9007199254740991")]
    [InlineData("\"id\":1,", "\"id\":9007199254740991,")]
    [InlineData("\"revision\": 1", "\"revision\": 9007199254740991")]
    public async Task After_the_highest_number_nothing_is_written_that_would_then_be_refused(string number, string highest)
    {
        await SandboxFolder.AddCustomerAsync(_folder.Open(), "A", "T1");
        string content = (await File.ReadAllTextAsync(_folder.FilePath, TestContext.Current.CancellationToken)).Replace(number, highest, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.FilePath, content, TestContext.Current.CancellationToken);
        SandboxApi sandbox = _folder.Open();

        Answer answer = await SandboxFolder.AddCustomerAsync(sandbox, "B", "T2");

        Assert.Equal(503, answer.Status);
        Assert.Contains("has reached 9007199254740991", Assert.Single(answer.Messages), StringComparison.Ordinal);
        Assert.Equal(201, (await SandboxFolder.ListAsync(sandbox, "A")).Status);
        Assert.Equal(content, await File.ReadAllTextAsync(_folder.FilePath, TestContext.Current.CancellationToken));
        Assert.Equal(["sandbox.json", "sandbox.json.lock"], _folder.FileNames);
    }

    [Fact]
    public async Task The_reason_of_the_system_ends_with_a_full_stop()
    {
        Directory.CreateDirectory(TemporaryPath);
        Assert.Contains(". Name a file", await RefusalAsync(_folder.Open()), StringComparison.Ordinal);
        Directory.Delete(TemporaryPath);

        SandboxApi sandbox = _folder.Open();
        await sandbox.CheckFileAsync(TestContext.Current.CancellationToken);
        File.Delete(_folder.FilePath);
        Directory.CreateDirectory(_folder.FilePath);
        string message = Assert.Single((await SandboxFolder.AddCustomerAsync(sandbox, "B")).Messages);
        Assert.Contains(". Name a file", message, StringComparison.Ordinal);
        Assert.DoesNotContain(".. Name", message, StringComparison.Ordinal);
    }

    private FileStream HoldLock() => new(_folder.FilePath + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);

    private static async Task<string> RefusalAsync(SandboxApi sandbox) =>
        (await Assert.ThrowsAsync<SandboxFileException>(() => sandbox.CheckFileAsync(TestContext.Current.CancellationToken))).Message;
}
