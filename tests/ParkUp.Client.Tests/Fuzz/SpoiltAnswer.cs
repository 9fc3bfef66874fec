using System.Net;
using System.Text;

namespace ParkUp.Client.Tests.Fuzz;

/// <summary>An answer that was good once, and now may be anything.</summary>
internal sealed record SpoiltAnswer(int Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body, bool IsCut, int AtATime)
{
    private static readonly int[] Successes = [200, 200, 200, 201, 202, 204, 206, 299];
    private static readonly int[] Others = [100, 101, 199, 300, 302, 304, 307, 400, 401, 402, 403, 404, 407, 408, 409, 410, 413, 418, 422, 429, 499, 500, 501, 502, 503, 504, 599, 600, 999];

    private static readonly (string Name, string Value)[] OddHeaders =
    [
        ("Retry-After", "1"), ("Retry-After", "-1"), ("Retry-After", "99999999999"), ("Retry-After", "3600"), ("Retry-After", "soon"),
        ("Retry-After", "Sun, 01 Mar 2026 12:00:30 GMT"), ("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"), ("Date", "yesterday"),
        ("Content-Type", "text/html"), ("Content-Type", "application/json; charset=klingon"), ("Content-Type", ";;;"), ("Content-Type", ""),
        ("Content-Encoding", "gzip"), ("Content-Length", "0"), ("Content-Length", "7"), ("Content-Length", "99999"), ("Content-Length", "9223372036854775807"),
        ("Content-Length", "many"), ("Location", "https://elsewhere.example/"), ("Location", "::"), ("Transfer-Encoding", "chunked"), ("WWW-Authenticate", "Basic realm=x"),
    ];

    public static SpoiltAnswer Good(string body) => new(200, [], Encoding.UTF8.GetBytes(body), IsCut: false, AtATime: 4096);

    /// <summary>The answer, spoilt in any way; one in ten stays as it is.</summary>
    public static SpoiltAnswer Of(Random random, string good)
    {
        var body = Encoding.UTF8.GetBytes(good);
        return new SpoiltAnswer(
            random.Next(5) > 0 ? Successes[random.Next(Successes.Length)] : Others[random.Next(Others.Length)],
            [.. Enumerable.Range(0, random.Next(3) == 0 ? random.Next(4) : 0).Select(_ => OddHeaders[random.Next(OddHeaders.Length)])],
            random.Next(10) > 0 ? Mutation.OfJson(random, body) : body,
            IsCut: random.Next(20) == 0,
            AtATime: random.Next(4) == 0 ? random.Next(1, 9) : 4096);
    }

    /// <summary>The same, where several answers in a row must be good for anything to come of them.</summary>
    public static SpoiltAnswer Seldom(Random random, string good) => random.Next(3) == 0 ? Of(random, good) : Good(good);

    public HttpResponseMessage ToResponse(HttpRequestMessage request)
    {
        var response = new HttpResponseMessage((HttpStatusCode)Status) { RequestMessage = request, Content = new StreamContent(new Pieces(this)) };
        foreach (var (name, value) in Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }

    /// <summary>Whole, for whoever has to find out what went wrong.</summary>
    public override string ToString() =>
        $"{Status}{(IsCut ? " (cut)" : "")} [{string.Join(" | ", Headers)}] {Encoding.UTF8.GetString(Body)} = {Convert.ToHexString(Body)}";

    /// <summary>The body as sockets give it: a few bytes at a time, and an error at the end of one that was cut.</summary>
    private sealed class Pieces(SpoiltAnswer answer) : Stream
    {
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(Math.Min(count, answer.AtATime), answer.Body.Length - _at);
            if (read == 0 && answer.IsCut)
            {
                throw new IOException("The connection broke.");
            }

            answer.Body.AsSpan(_at, read).CopyTo(buffer.AsSpan(offset));
            _at += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
