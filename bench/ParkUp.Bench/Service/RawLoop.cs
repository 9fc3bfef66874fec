using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ParkUp.Bench;

/// <summary>
/// What the module is held against: a loop written by hand for this one job. It gets its requests ready-made, sends
/// so many at once, reads and checks the answers, and does nothing else: no rows, no order, no retries, no results.
/// </summary>
internal sealed class RawLoop : IDisposable
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    private readonly HttpClient _http;

    public RawLoop(Uri baseUri)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = baseUri };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SandboxProcess.Token);
    }

    /// <summary>Sends every request, and gives how long it took.</summary>
    /// <exception cref="BenchException">An answer was not that all its tags were added.</exception>
    public async Task<TimeSpan> RunAsync(IReadOnlyList<RosterLine[]> batches, int inFlight)
    {
        RawRequest[] requests = [.. batches.Select(static batch =>
            new RawRequest(new RawCustomer(batch[0].RefId), Array.ConvertAll(batch, static line => new RawTag(line.Code, line.Plate))))];
        return await InTurnAsync(requests, inFlight, SendAsync);
    }

    /// <summary>Asks for the list of every customer, and gives how long it took.</summary>
    /// <param name="lists">What the customers hold.</param>
    /// <param name="inFlight">How many are asked for at once.</param>
    /// <exception cref="BenchException">An answer was not what its customer holds.</exception>
    public Task<TimeSpan> ListAsync(IReadOnlyList<RosterLine[]> lists, int inFlight) => InTurnAsync(lists, inFlight, ListAsync);

    public void Dispose() => _http.Dispose();

    private static async Task<TimeSpan> InTurnAsync<T>(IReadOnlyList<T> requests, int inFlight, Func<T, Task> sendAsync)
    {
        var last = -1;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(SendInTurnAsync)));
        return clock.Elapsed;

        async Task SendInTurnAsync()
        {
            while (Interlocked.Increment(ref last) is var next && next < requests.Count)
            {
                await sendAsync(requests[next]);
            }
        }
    }

    private async Task ListAsync(RosterLine[] tags)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new RawListRequest(tags[0].RefId), BenchJson.Default.RawListRequest);
        var listed = JsonSerializer.Deserialize(await PostAsync("api/v3/business/tag/list", body), BenchJson.Default.RawListedArray) ?? [];
        if (!listed.Select(static tag => (tag.Code, tag.Plate)).SequenceEqual(tags.Select(static tag => (tag.Code, tag.Plate))))
        {
            throw new BenchException($"The raw loop was not told what {tags[0].RefId} holds.");
        }
    }

    private async Task SendAsync(RawRequest request)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, BenchJson.Default.RawRequest);
        var answer = JsonSerializer.Deserialize(await PostAsync("api/v3/business/tag/add", body), BenchJson.Default.RawAnswer);
        if (answer?.TagsCreate.Length != request.Tags.Length)
        {
            throw new BenchException("The raw loop was not answered about all its tags.");
        }

        for (var i = 0; i < request.Tags.Length; i++)
        {
            if (!answer.TagsCreate[i].Status || !string.Equals(answer.TagsCreate[i].Tag, request.Tags[i].Code, StringComparison.Ordinal))
            {
                throw new BenchException($"The raw loop could not add {request.Tags[i]}.");
            }
        }
    }

    private async Task<byte[]> PostAsync(string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = JsonType;
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        using var response = await _http.SendAsync(message);
        return response.IsSuccessStatusCode
            ? await response.Content.ReadAsByteArrayAsync()
            : throw new BenchException($"The raw loop was answered {response.StatusCode}.");
    }
}
