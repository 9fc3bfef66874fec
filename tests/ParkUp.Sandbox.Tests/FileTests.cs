using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace ParkUp.Sandbox.Tests;

/// <summary>A sandbox that is kept in a file, and what may be wrong with the file.</summary>
public sealed class FileTests : IDisposable
{
    private readonly SandboxFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_file_is_there_once_it_was_checked_and_beside_it_only_the_lock()
    {
        await _folder.Open().CheckFileAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["sandbox.json", "sandbox.json.lock"], _folder.FileNames);
    }

    [Fact]
    public async Task What_was_answered_is_there_for_the_next_process_with_its_numbers()
    {
        SandboxApi first = _folder.Open();
        await SandboxFolder.AddCustomerAsync(first, "Ñandú", "T1", "T2");
        await SandboxFolder.CancelAsync(first, "Ñandú", "T1");

        SandboxApi second = _folder.Open();

        Assert.Equal(new Answer(201, """[{"id":2,"code":"T2","plate":"PT2"}]"""), await SandboxFolder.ListAsync(second, "Ñandú"));
        Assert.Equal(first.Snapshot().Single().Tags, second.Snapshot().Single().Tags);
        Assert.Equal(new Answer(201, """{"customer":2,"tags":[{"tag":"T1","status":true}]}"""), await SandboxFolder.AddCustomerAsync(second, "B", "T1"));
        Assert.Equal([1, 2, 3], second.Snapshot().SelectMany(static customer => customer.Tags).Select(static tag => tag.Id));
    }

    [Fact]
    public async Task Two_sandboxes_on_one_file_see_each_other_at_once()
    {
        SandboxApi one = _folder.Open();
        SandboxApi other = _folder.Open();
        foreach (int number in Enumerable.Range(1, 20))
        {
            Assert.Equal(201, (await SandboxFolder.AddCustomerAsync(number % 2 == 0 ? one : other, $"A{number}", $"T{number}")).Status);
            Assert.Equal(409, (await SandboxFolder.AddCustomerAsync(number % 2 == 0 ? other : one, $"A{number}", $"T{number}")).Status);
        }

        Assert.Equal(20, JsonDocument.Parse(await ReadAsync()).RootElement.GetProperty("customers").GetArrayLength());
    }

    [Fact]
    public async Task Sandboxes_that_are_written_to_at_the_same_time_lose_nothing_and_double_nothing()
    {
        const int Customers = 100;

        Answer[][] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            SandboxApi sandbox = _folder.Open();
            List<Answer> own = [];
            for (int number = 0; number < Customers; number++)
            {
                own.Add(await SandboxFolder.AddCustomerAsync(sandbox, $"A{number}", $"T{number}"));
            }

            return own.ToArray();
        })));

        Assert.All(Enumerable.Range(0, Customers), number => Assert.Equal([201, 409, 409, 409], answers.Select(own => own[number].Status).Order()));
        SandboxApi last = _folder.Open();
        await last.CheckFileAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, Customers).Select(static id => (long)id), last.Snapshot().Select(static customer => customer.Id));
    }

    [Fact]
    public async Task The_file_is_indented_JSON_with_one_tag_a_line_and_without_a_token()
    {
        SandboxApi sandbox = new(new SandboxOptions
        {
            Token = TestSandbox.Token,
            FilePath = _folder.FilePath,
            TimeProvider = new FakeTimeProvider(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero)),
        });
        await SandboxFolder.AddCustomerAsync(sandbox, "Ñ1", "T1", "T2");
        await SandboxFolder.CancelAsync(sandbox, "Ñ1", "T2");

        Assert.Equal(
            """
            {
              "format": "ParkUp sandbox",
              "version": 1,
              "revision": 2,
              "customers": [
                {
                  "id": 1,
                  "refId": "Ñ1",
                  "email": "a@example.com",
                  "phone": "+56 9 7588-0800",
                  "name": null,
                  "lastname": null,
                  "isUnlimited": false,
                  "addedAt": "2030-01-02T03:04:05+00:00",
                  "tags": [
                    {"id":1,"code":"T1","plate":"PT1","addedAt":"2030-01-02T03:04:05+00:00"},
                    {"id":2,"code":"T2","plate":"PT2","addedAt":"2030-01-02T03:04:05+00:00","cancelledAt":"2030-01-02T03:04:05+00:00"}
                  ]
                }
              ]
            }

            """,
            await ReadAsync(),
            ignoreLineEndingDifferences: false);
    }

    [Fact]
    public async Task A_lag_of_lists_goes_on_in_the_next_process()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await SandboxFolder.AddCustomerAsync(At(clock), "A", "T1");

        Assert.Equal(404, (await SandboxFolder.ListAsync(At(clock), "A")).Status);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(201, (await SandboxFolder.ListAsync(At(clock), "A")).Status);
    }

    [Theory]
    [InlineData("RefId;Code;Plate\nA1;O1;AABB11\n")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"format\":1}")]
    public async Task Another_file_is_refused_and_left_as_it_is(string content)
    {
        await WriteAsync(content);

        Assert.Contains("is not the file of a sandbox", await RefusalAsync(), StringComparison.Ordinal);
        Answer answer = await SandboxFolder.AddCustomerAsync(_folder.Open(), "A");
        Assert.Equal(503, answer.Status);
        Assert.Contains("is not the file of a sandbox", Assert.Single(answer.Messages), StringComparison.Ordinal);
        Assert.Equal(content, await ReadAsync());
    }

    [Theory]
    [InlineData("\"id\": 1", "\"id\": 0", "'customers[0].id'")]
    [InlineData("\"id\": 2", "\"id\": 1", "'customers[1].id'")]
    [InlineData("\"id\": 2", "\"id\": 9223372036854775807", "'customers[1].id'")]
    [InlineData("\"id\":2,\"code\"", "\"id\":9007199254740992,\"code\"", "'customers[1].tags[0].id'")]
    [InlineData("\"revision\": 2", "\"revision\": 9223372036854775807", "'revision'")]
    [InlineData("\"revision\": 2", "\"revision\": -1", "'revision'")]
    [InlineData("\"refId\": \"B\"", "\"refId\": \"A\"", "'customers[1].refId'")]
    [InlineData("\"refId\": \"B\"", "\"refId\": null", "'customers[1].refId'")]
    [InlineData("\"email\": \"a@example.com\",", "", "'customers[0].email'")]
    [InlineData("\"isUnlimited\": false", "\"isUnlimited\": \"no\"", "'customers[0].isUnlimited'")]
    [InlineData("\"code\":\"T2\"", "\"code\":\"T1\"", "'customers[1].tags[0].code'")]
    [InlineData("\"id\":2,\"code\"", "\"id\":1,\"code\"", "'customers[1].tags[0].id'")]
    [InlineData("\"code\":\"T2\"", "\"code\":\"\\ud800\"", "'customers[1].tags[0].code'")]
    [InlineData("\"tags\": [", "\"tags\": [ [], ", "'customers[0].tags[0].code'")]
    [InlineData("\"version\": 1", "\"version\": 2", "format 2")]
    [InlineData("\"name\": null", "\"name\": nul", "line 11")]
    public async Task A_damaged_file_is_refused_by_the_place_of_the_damage_and_left_as_it_is(string sound, string damaged, string place)
    {
        SandboxApi sandbox = _folder.Open();
        await SandboxFolder.AddCustomerAsync(sandbox, "A", "T1");
        await SandboxFolder.AddCustomerAsync(sandbox, "B", "T2");
        string content = await ReadAsync();
        int at = content.IndexOf(sound, StringComparison.Ordinal);
        content = content[..at] + damaged + content[(at + sound.Length)..];
        await WriteAsync(content);

        Assert.Contains(place, await RefusalAsync(), StringComparison.Ordinal);
        Assert.Equal(503, (await SandboxFolder.AddCustomerAsync(sandbox, "C")).Status);
        Assert.Equal(content, await ReadAsync());
    }

    [Fact]
    public async Task A_file_that_breaks_off_is_known_as_that_of_a_sandbox()
    {
        await SandboxFolder.AddCustomerAsync(_folder.Open(), "A", "T1");
        await WriteAsync((await ReadAsync())[..150]);

        Assert.Contains("not valid JSON", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_a_person_edited_or_deleted_is_read_again()
    {
        SandboxApi sandbox = _folder.Open();
        await SandboxFolder.AddCustomerAsync(sandbox, "A", "T1");
        await WriteAsync('\ufeff' + (await ReadAsync()).Replace("\"code\":\"T1\"", "\"code\":\"T9\"", StringComparison.Ordinal));

        Assert.Contains("T9", (await SandboxFolder.ListAsync(sandbox, "A")).Body, StringComparison.Ordinal);
        File.Delete(_folder.FilePath);
        Assert.Equal(404, (await SandboxFolder.ListAsync(sandbox, "A")).Status);
        Assert.Equal("""{"customer":1,"tags":[]}""", (await SandboxFolder.AddCustomerAsync(sandbox, "B")).Body);
    }

    [Fact]
    public async Task A_folder_a_missing_folder_and_a_read_only_file_are_refused()
    {
        Assert.Contains("It is a folder", Assert.Throws<SandboxFileException>(() => At(TimeProvider.System, Path.GetDirectoryName(_folder.FilePath)!)).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SandboxFileException>(
            () => At(TimeProvider.System, Path.Combine(_folder.FilePath, "x.json")).CheckFileAsync(TestContext.Current.CancellationToken));

        await _folder.Open().CheckFileAsync(TestContext.Current.CancellationToken);
        File.SetAttributes(_folder.FilePath, FileAttributes.ReadOnly);
        Assert.Contains("read-only", await RefusalAsync(), StringComparison.Ordinal);
        File.SetAttributes(_folder.FilePath, FileAttributes.Normal);
    }

    [Fact]
    public async Task A_lock_that_is_never_let_go_of_ends_the_wait_with_its_reason_and_an_earlier_end_lets_go()
    {
        SandboxApi sandbox = _folder.Open();
        await SandboxFolder.AddCustomerAsync(sandbox, "A");
        using (new FileStream(_folder.FilePath + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            using CancellationTokenSource gone = new(TimeSpan.FromMilliseconds(50));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => sandbox.HandleAsync(TestSandbox.Request("POST", TestSandbox.CustomerAddPath, TestSandbox.Customer("B")), gone.Token));
            Assert.Contains("another process", await RefusalAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(404, (await SandboxFolder.ListAsync(sandbox, "B")).Status);
    }

    [Fact]
    public async Task A_new_file_is_for_its_owner_alone_and_a_mode_that_was_set_stays()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes.");
            return;
        }

        SandboxApi sandbox = _folder.Open();
        await SandboxFolder.AddCustomerAsync(sandbox, "A");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.FilePath));

        const UnixFileMode Shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(_folder.FilePath, Shared);
        await SandboxFolder.AddCustomerAsync(sandbox, "B");
        Assert.Equal(Shared, File.GetUnixFileMode(_folder.FilePath));
    }

    [Fact]
    public async Task A_sandbox_with_a_file_is_not_asked_past_it()
    {
        SandboxApi sandbox = _folder.Open();

        Assert.Throws<InvalidOperationException>(() => sandbox.Handle(TestSandbox.Request("POST", TestSandbox.TagListPath, "{}")));
        await TestSandbox.With().Api.CheckFileAsync(TestContext.Current.CancellationToken);
    }

    private SandboxApi At(TimeProvider clock, string? path = null) => new(new SandboxOptions
    {
        Token = TestSandbox.Token,
        Behaviour = new SandboxBehaviour { ListLag = TimeSpan.FromSeconds(10) },
        TimeProvider = clock,
        FilePath = path ?? _folder.FilePath,
    });

    private Task<string> ReadAsync() => File.ReadAllTextAsync(_folder.FilePath, TestContext.Current.CancellationToken);

    private Task WriteAsync(string content) => File.WriteAllTextAsync(_folder.FilePath, content, TestContext.Current.CancellationToken);

    private async Task<string> RefusalAsync()
    {
        SandboxApi sandbox = _folder.Open();
        string message = (await Assert.ThrowsAsync<SandboxFileException>(() => sandbox.CheckFileAsync(TestContext.Current.CancellationToken))).Message;
        Assert.Contains(_folder.FilePath, message, StringComparison.Ordinal);
        return message;
    }
}
