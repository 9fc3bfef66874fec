using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ParkUp.Bench;

/// <summary>No network at all: answers a list call at once with what was prepared for its customer.</summary>
internal sealed class ReadyLists(PlanScenario scenario) : HttpMessageHandler
{
    private const int DigitsOfNumber = 7;

    private static readonly MediaTypeHeaderValue JsonType = new("application/json");
    private static readonly byte[] BeforeNumber = Encoding.ASCII.GetBytes("\"refId\":\"C");

    private readonly byte[][] _answers = [.. scenario.Lists().Select(static tags => JsonSerializer.SerializeToUtf8Bytes(
        Array.ConvertAll(tags, static tag => new RawListed(Id: 1, tag.Code, tag.Plate)),
        BenchJson.Default.RawListedArray))];

    private int _requests;

    /// <summary>No host ever has this name: a request that got past the answers would find nobody.</summary>
    public static Uri Nowhere { get; } = new("https://bench.invalid/");

    /// <summary>How many requests were answered.</summary>
    public int Requests => Volatile.Read(ref _requests);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        var content = new ByteArrayContent(_answers[CustomerOf(body)]);
        content.Headers.ContentType = JsonType;
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
    }

    private static int CustomerOf(ReadOnlySpan<byte> body) => int.Parse(
        body[(body.IndexOf(BeforeNumber) + BeforeNumber.Length)..][..DigitsOfNumber], NumberStyles.None, CultureInfo.InvariantCulture);
}
