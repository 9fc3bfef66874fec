using System.Net;
using System.Text.Json;
using ParkUp.Sandbox.Server;

namespace ParkUp.Sandbox.Tests;

public class ServerTests
{
    private static readonly string[] EntryFields = ["sequence", "method", "path", "authorized", "body", "status", "fault", "applied"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_servers_each_have_a_port_and_a_sandbox_of_their_own()
    {
        await using OpenDoor one = await OpenDoor.ToAsync(Door.Kestrel);
        await using OpenDoor other = await OpenDoor.ToAsync(Door.Kestrel);

        using HttpResponseMessage added = await one.PostAsync(TestSandbox.CustomerAddPath, TestSandbox.Customer("A"), Cancellation);

        Assert.Equal("127.0.0.1", one.Client.BaseAddress!.Host);
        Assert.NotEqual(one.Client.BaseAddress, other.Client.BaseAddress);
        Assert.Single(one.Api.Snapshot());
        Assert.Empty(other.Api.Snapshot());
    }

    [Fact]
    public async Task The_log_is_read_and_cleared_from_outside_without_a_token_and_without_leaving_a_trace()
    {
        await using OpenDoor open = await OpenDoor.ToAsync(Door.Kestrel, FaultKind.TooManyRequests);
        open.Client.DefaultRequestHeaders.Clear();
        using HttpResponseMessage refused = await open.PostAsync(TestSandbox.TagListPath, "{é}", Cancellation);

        using JsonDocument log = JsonDocument.Parse(await open.Client.GetStringAsync("/__sandbox/log", Cancellation));
        JsonElement entry = Assert.Single(log.RootElement.EnumerateArray());
        Assert.Equal(open.Log.Read()[0].Time, entry.GetProperty("time").GetDateTimeOffset());
        Assert.Equal(
            """1 "POST" "/api/v3/business/tag/list" false "{é}" 429 "429" false""",
            string.Join(' ', EntryFields.Select(name => entry.GetProperty(name).GetRawText())));

        using HttpResponseMessage cleared = await open.Client.DeleteAsync("/__sandbox/log", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, cleared.StatusCode);
        Assert.Equal("[]", await open.Client.GetStringAsync("/__sandbox/log", Cancellation));
    }

    [Fact]
    public async Task The_state_is_read_from_outside()
    {
        await using OpenDoor open = await OpenDoor.ToAsync(Door.Kestrel);
        using HttpResponseMessage added = await open.PostAsync(TestSandbox.CustomerAddPath, TestSandbox.Customer("A", "T1"), Cancellation);

        Assert.Equal(
            """[{"id":1,"refId":"A","email":"a@example.com","phone":"+56 9 7588-0800","name":null,"lastname":null,"isUnlimited":false,"tags":[{"id":1,"code":"T1","plate":"PT1","active":true}]}]""",
            await open.Client.GetStringAsync("/__sandbox/state", Cancellation));
    }

    [Fact]
    public async Task Without_a_log_there_is_none_to_read()
    {
        await using OpenDoor open = await OpenDoor.ToAsync(Door.Kestrel, new SandboxOptions { Token = TestSandbox.Token });
        using HttpResponseMessage log = await open.Client.GetAsync("/__sandbox/log", Cancellation);
        using HttpResponseMessage other = await open.Client.GetAsync("/__sandbox/other", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, log.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task A_server_ends_although_a_request_hangs()
    {
        SandboxServer server = await SandboxServer.StartAsync(
            new SandboxOptions { Token = TestSandbox.Token, Log = new SandboxLog(), Faults = FaultPlan.When(static _ => FaultKind.Timeout) },
            cancellationToken: Cancellation);
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.BaseAddress };
        Task<HttpResponseMessage> hung = client.PostAsync(TestSandbox.TagListPath, new StringContent("{}"), Cancellation);
        await server.Log!.ReachedAsync(1, Cancellation);

        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancellation);

        await Assert.ThrowsAsync<HttpRequestException>(() => hung);
    }

    [Fact]
    public async Task A_body_of_many_segments_arrives_whole()
    {
        await using OpenDoor open = await OpenDoor.ToAsync(Door.Kestrel);
        string[] codes = [.. Enumerable.Range(0, 20_000).Select(static i => "CODE" + i.ToString(System.Globalization.CultureInfo.InvariantCulture))];

        using HttpResponseMessage added = await open.PostAsync(TestSandbox.CustomerAddPath, TestSandbox.Customer("A", codes), Cancellation);

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.True(codes.SequenceEqual(open.Api.Snapshot()[0].Tags.Select(static tag => tag.Code), StringComparer.Ordinal));
    }
}
