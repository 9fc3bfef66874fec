using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Chaos.Tests;

/// <summary>A service that speaks HTTP/2 frame by frame, for what no HTTP server lets itself be told to do. It does not read headers.</summary>
internal sealed class FrameServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly X509Certificate2 _certificate = SelfSigned.Certificate();
    private readonly Func<FrameConnection, FrameRequest, Task> _answer;
    private readonly Lock _lock = new();
    private readonly List<string> _bodies = [];
    private readonly Task _accepting;

    /// <param name="answer">Called for each request that has come whole, one at a time on its connection.</param>
    public FrameServer(Func<FrameConnection, FrameRequest, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>The bodies of all requests, in the order in which they came.</summary>
    public IReadOnlyList<string> Bodies
    {
        get
        {
            lock (_lock)
            {
                return [.. _bodies];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _certificate.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> open = [];
        try
        {
            for (var number = 1; ; number++)
            {
                open.Add(ServeAsync(await _listener.AcceptSocketAsync(_end.Token), number));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        using (socket)
        {
            try
            {
                await using var stream = new SslStream(new NetworkStream(socket));
                var options = new SslServerAuthenticationOptions { ServerCertificate = _certificate, ApplicationProtocols = [SslApplicationProtocol.Http2] };
                await stream.AuthenticateAsServerAsync(options, _end.Token);
                var connection = new FrameConnection(stream, number, _end.Token);
                await connection.ServeAsync(request =>
                {
                    lock (_lock)
                    {
                        _bodies.Add(request.Body);
                    }

                    return _answer(connection, request);
                });
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
            {
                // The client hung up, or the test has ended: what the client made of it is what is tested.
            }
        }
    }
}

/// <summary>A request, once its body has come whole.</summary>
internal sealed record FrameRequest(int StreamId, string Body);

/// <summary>One connection. A request for a list is known by its body, which has no tags.</summary>
internal sealed class FrameConnection(SslStream stream, int number, CancellationToken end)
{
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte GoAway = 7;

    private const byte EndStream = 1;
    private const byte EndHeaders = 4;
    private const byte Acknowledged = 1;

    private const int PrefaceLength = 24;
    private const int HeadLength = 9;

    /// <summary>The field ":status: 200", by its number in the static table of HPACK.</summary>
    private const byte Status200 = 0x88;

    private readonly Dictionary<int, StringBuilder> _bodies = [];

    /// <summary>The number of the connection, from 1.</summary>
    public int Number => number;

    /// <summary>Set to hang up.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Reads frames until the client or the server hangs up.</summary>
    public async Task ServeAsync(Func<FrameRequest, Task> answer)
    {
        await stream.ReadExactlyAsync(new byte[PrefaceLength], end);
        await WriteAsync(Settings, flags: 0, streamId: 0, []);
        var head = new byte[HeadLength];
        while (!IsClosed)
        {
            await stream.ReadExactlyAsync(head, end);
            var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            await stream.ReadExactlyAsync(payload, end);
            await OnFrameAsync(head[3], head[4], (int)BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(5)), payload, answer);
        }
    }

    public async Task AnswerAsync(int streamId, string json)
    {
        await WriteAsync(Headers, EndHeaders, streamId, [Status200]);
        await WriteAsync(Data, EndStream, streamId, Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Says that streams after this one were not begun, and that no more are taken.</summary>
    public Task GoAwayAsync(int lastStreamId)
    {
        var payload = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(payload, lastStreamId);
        return WriteAsync(GoAway, flags: 0, streamId: 0, payload);
    }

    /// <summary>Resets a stream, with an error code of HTTP/2.</summary>
    public Task ResetAsync(int streamId, int code)
    {
        var payload = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(payload, code);
        return WriteAsync(Reset, flags: 0, streamId, payload);
    }

    private async Task OnFrameAsync(byte kind, byte flags, int streamId, byte[] payload, Func<FrameRequest, Task> answer)
    {
        switch (kind)
        {
            case Settings or Ping when (flags & Acknowledged) == 0:
                await WriteAsync(kind, Acknowledged, streamId: 0, kind == Ping ? payload : []);
                break;
            case Headers:
                _bodies[streamId] = new StringBuilder();
                break;
            case Data:
                _bodies[streamId].Append(Encoding.UTF8.GetString(payload));
                if ((flags & EndStream) != 0)
                {
                    await answer(new FrameRequest(streamId, _bodies[streamId].ToString()));
                }

                break;
        }
    }

    private async Task WriteAsync(byte kind, byte flags, int streamId, byte[] payload)
    {
        var frame = new byte[HeadLength + payload.Length];
        (frame[0], frame[1], frame[2], frame[3], frame[4]) = ((byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, kind, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), streamId);
        payload.CopyTo(frame, HeadLength);
        await stream.WriteAsync(frame, end);
    }
}
