using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ParkUp.Bench;

/// <summary>
/// No network at all: takes a request's body as a socket would, and answers at once with what was prepared for its
/// customer. What is left is the module's own cost.
/// </summary>
internal sealed class ReadyAnswers : HttpMessageHandler
{
    private const int DigitsOfNumber = 7;

    private static readonly MediaTypeHeaderValue JsonType = new("application/json");
    private static readonly byte[] BeforeCode = Encoding.ASCII.GetBytes("\"code\":\"");

    private readonly Roster _roster;
    private readonly string _run;
    private readonly byte[][] _answers;
    private int _requests;

    /// <summary>Prepares the answers for a run in which each customer's tags are one request.</summary>
    public ReadyAnswers(Roster roster, string run)
    {
        _roster = roster;
        _run = run;
        _answers = [.. roster.Batches(run, roster.TagsEach).Select(static batch => Answer(batch))];
    }

    /// <summary>How many requests were answered.</summary>
    public int Requests => Volatile.Read(ref _requests);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        var length = (int)request.Content!.Headers.ContentLength!.Value;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            using var stream = new MemoryStream(buffer);
            await request.Content.CopyToAsync(stream, cancellationToken);
            var content = new ByteArrayContent(AnswerTo(buffer.AsSpan(0, length)));
            content.Headers.ContentType = JsonType;
            return new HttpResponseMessage(HttpStatusCode.Created) { Content = content, RequestMessage = request };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What was prepared; where a batch left before it was full, an answer about what is in it.</summary>
    private byte[] AnswerTo(ReadOnlySpan<byte> body)
    {
        var count = body.Count(BeforeCode);
        var digits = body[(body.IndexOf(BeforeCode) + BeforeCode.Length + _run.Length)..][..DigitsOfNumber];
        var (customer, place) = Math.DivRem(int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture), _roster.TagsEach);
        return count == _roster.TagsEach
            ? _answers[customer]
            : Answer([.. Enumerable.Range((customer * _roster.TagsEach) + place, count).Select(number => _roster.Line(_run, number))]);
    }

    private static byte[] Answer(RosterLine[] batch) => JsonSerializer.SerializeToUtf8Bytes(
        new RawAnswer(Customer: 1, Array.ConvertAll(batch, static line => new RawStatus(line.Code, Status: true))),
        BenchJson.Default.RawAnswer);
}
