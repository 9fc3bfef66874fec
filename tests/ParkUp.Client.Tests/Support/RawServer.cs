using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ParkUp.Client.Tests.Support;

/// <summary>
/// A server on a real socket: reads whole requests, and hands the connection to a script that may answer, cut,
/// reset or keep silent. For what no HTTP server lets itself be told to do.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _firstClosed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<string>? _onRequest;
    private readonly Task _accepting;
    private int _connections;

    public RawServer(Func<Exchange, Task> script, Action<string>? onRequest = null)
    {
        _onRequest = onRequest;
        _listener.Start();
        _accepting = AcceptAsync(script);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>The first request, head and body as they came, once it has come whole.</summary>
    public Task<string> FirstRequest => _first.Task;

    /// <summary>Done once the server has closed a connection that it served.</summary>
    public Task FirstClosed => _firstClosed.Task;

    /// <summary>Which connections are reset as soon as they are accepted, by their number from 1.</summary>
    public Predicate<int> ResetsAtOnce { get; init; } = static _ => false;

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Answers every request with these bytes and closes.</summary>
    public static RawServer Answering(string head, string body) =>
        new(exchange => exchange.SendAsync(head.ReplaceLineEndings("\r\n") + "\r\n\r\n" + body));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync(Func<Exchange, Task> script)
    {
        List<Task> open = [];
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_end.Token);
                if (ResetsAtOnce(Interlocked.Increment(ref _connections)))
                {
                    socket.Close(timeout: 0);
                }
                else
                {
                    open.Add(ServeAsync(socket, script));
                }
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(Socket socket, Func<Exchange, Task> script)
    {
        using (socket)
        {
            try
            {
                await using var stream = new NetworkStream(socket);
                var request = await ReadRequestAsync(stream);
                if (request is not null)
                {
                    _onRequest?.Invoke(request);
                    _first.TrySetResult(request);
                    await script(new Exchange(socket, stream, request, _end.Token));
                }
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The client hung up, or the test has ended: what the client made of it is what is tested.
            }
        }

        _firstClosed.TrySetResult();
    }

    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var request = new StringBuilder();
        var buffer = new byte[8192];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, _end.Token);
            if (read == 0)
            {
                return null;
            }

            request.Append(Encoding.Latin1.GetString(buffer, 0, read));
            var text = request.ToString();
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && text.Length >= head + 4 + BodyLength(text[..head]))
            {
                return text;
            }
        }
    }

    private static int BodyLength(string head) => head.Split("\r\n")
        .Where(static line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(static line => int.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture))
        .FirstOrDefault();
}

/// <summary>A request that has been read, and the connection that it came by.</summary>
internal sealed class Exchange(Socket socket, NetworkStream stream, string request, CancellationToken end)
{
    /// <summary>Head and body, as they came.</summary>
    public string Request => request;

    public CancellationToken End => end;

    public async Task SendAsync(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), end);

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes, end);

    /// <summary>Waits for the next request on the same connection, or for some of it.</summary>
    public async Task ReadSomeAsync() => _ = await stream.ReadAsync(new byte[1024], end);

    /// <summary>Neither answers nor hangs up, until the test ends.</summary>
    public async Task KeepSilentAsync()
    {
        var silence = new TaskCompletionSource();
        await using var registration = end.Register(silence.SetResult);
        await silence.Task;
    }

    /// <summary>A reset, and not a goodbye.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }
}
