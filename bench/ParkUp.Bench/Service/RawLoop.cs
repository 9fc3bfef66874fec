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
        var last = -1;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(SendInTurnAsync)));
        return clock.Elapsed;

        async Task SendInTurnAsync()
        {
            while (Interlocked.Increment(ref last) is var next && next < requests.Length)
            {
                await SendAsync(requests[next]);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task SendAsync(RawRequest request)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, BenchJson.Default.RawRequest));
        content.Headers.ContentType = JsonType;
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/v3/business/tag/add") { Content = content };
        using var response = await _http.SendAsync(message);
        if (!response.IsSuccessStatusCode)
        {
            throw new BenchException($"The raw loop was answered {response.StatusCode}.");
        }

        var answer = JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(), BenchJson.Default.RawAnswer);
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
}
