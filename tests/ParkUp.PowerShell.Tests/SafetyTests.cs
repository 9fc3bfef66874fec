using System.Collections;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using ParkUp.Client;
using ParkUp.Client.Tests.Support;

namespace ParkUp.PowerShell.Tests;

/// <summary>
/// Every cmdlet against services that echo what they were sent, with all that a terminal would obey: whatever is
/// printed, thrown or kept, the token is nowhere in it, and nothing of it moves a terminal.
/// </summary>
[Collection(nameof(OneAtATime))]
public class SafetyTests
{
    private const string Email = "ana.secreta@example.com";
    private const string Phone = "56987654321";
    private const string Plate = "QQWW77";

    /// <summary>Colours, a window title, a bell, C1 controls in one byte each, and turned reading directions.</summary>
    private const string Escapes = "\u001b[35;5m\u001b]0;pwned\u0007\u009b35m\u0090q\u009d0;x\u009c\u202e\u2066\u200f";

    private static readonly string[] Scripts =
    [
        "Test-ParkUpConnection @c",
        "Get-ParkUpTag A1 @c",
        $"Add-ParkUpTag -RefId A1 -Code O1 -Plate {Plate} @c",
        $"@([pscustomobject]@{{RefId='A1';Code='O1';Plate='{Plate}'}}, [pscustomobject]@{{RefId='A1';Code='O2';Plate='{Plate}'}}) | Add-ParkUpTag @c",
        $"Revoke-ParkUpTag -RefId A1 -Code O1 -Plate {Plate} -Confirm:$false @c",
        $"Revoke-ParkUpTag -RefId A1 -Plate {Plate} -Confirm:$false @c",
        "Revoke-ParkUpTag -RefId A1 -All -Confirm:$false @c",
        $"New-ParkUpCustomer -RefId A1 -Email {Email} -Phone {Phone} -Name Anabel -LastName Secreta -Code O1 -Plate {Plate} @c",
        "Get-ParkUpConnection -Verbose -Debug",
        "$Error",
        "Disconnect-ParkUp -Verbose -Debug",
    ];

    public static TheoryData<string> Answers =>
    [
        "reason 400", "reason 401", "reason 403", "reason 404", "reason 409", "reason 429", "reason 500", "reason 503",
        "words 200", "words 400", "type 200", "type 500", "success", "refused tags", "named tags", "redirect",
        "status line", "phrase", "header line", "header name", "chunk", "length", "cut", "reset",
    ];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Whatever_a_service_echoes_nothing_shows_the_token_or_moves_the_terminal(string kind)
    {
        var last = string.Empty;
        await using var service = new RawServer(exchange => AnswerAsync(exchange, kind, last), request => last = request);

        var printed = RunAll(service.Address, TimeSpan.FromSeconds(20));

        Assert.NotEmpty(printed);
        Assert.NotEmpty(last);
    }

    [Fact]
    public async Task A_service_that_never_answers_shows_nothing_either()
    {
        await using var service = new RawServer(static exchange => exchange.KeepSilentAsync());

        RunAll(service.Address, TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void A_host_that_nobody_listens_on_shows_nothing_either()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        RunAll(new Uri($"http://{closed.LocalEndPoint}/"), TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("-RefId \"A$($x)1\" -Code O1 -Plate AABB11")]
    [InlineData("-RefId A1 -Code \"O$($x)1\" -Plate AABB11")]
    [InlineData("-RefId A1 -Code O1 -Plate \"AA$($x)BB11\"")]
    [InlineData("-RefId A1 -Code O1 -Plate \"-$x-\"")]
    [InlineData("-RefId A1 -CustomerId \"1$($x)1\" -Code O1 -Plate AABB11")]
    [InlineData("-RefId A1 -Code \"#N$($x)/A\" -Plate \"1E$($x)+15\"")]
    public async Task What_a_roster_brings_along_does_not_move_the_terminal_either(string row)
    {
        await using var service = await Service.StartAsync();
        service.Session.With("bidi", "\u202e\u2066").With("escapes", Escapes);

        foreach (var hostile in (string[])["$bidi", "$escapes"])
        {
            var arguments = row.Replace("$x", hostile, StringComparison.Ordinal);
            foreach (var script in (string[])[$"Add-ParkUpTag {arguments} -Verbose -Debug", $"Revoke-ParkUpTag {arguments} -Confirm:$false -Verbose -Debug"])
            {
                var run = service.Run(script);
                Assert.All([.. run.Verbose, .. run.Debug, .. run.Errors.Select(static error => $"{error}")], AssertHarmless);
            }
        }
    }

    [Fact]
    public async Task Plain_http_to_another_machine_is_refused_before_a_connection_is_made()
    {
        var host = Array.Find(await Dns.GetHostAddressesAsync(Dns.GetHostName(), TestContext.Current.CancellationToken), static address => !IPAddress.IsLoopback(address) && address.AddressFamily == AddressFamily.InterNetwork);
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var url = $"http://{host ?? IPAddress.Any}:{((IPEndPoint)listener.LocalEndpoint).Port}";
        using var session = new ModuleSession().With("token", Service.Secret(Service.Token));
        using var environment = new EnvironmentOf(("PARKUP_TOKEN", Service.Token), ("PARKUP_BASE_URI", url));

        string?[] ids =
        [
            session.Run($"Connect-ParkUp -Token $token -BaseUri {url}").Thrown?.ErrorRecord.FullyQualifiedErrorId,
            session.Run("Get-ParkUpTag A1").Thrown?.ErrorRecord.FullyQualifiedErrorId,
            session.Run("Test-ParkUpConnection").Thrown?.ErrorRecord.FullyQualifiedErrorId,
        ];

        Assert.All(ids, static id => Assert.StartsWith("UnencryptedConnection,", id, StringComparison.Ordinal));
        Assert.False(listener.Pending());
    }

    /// <summary>Runs every cmdlet twice, to look into its streams and to have them printed. Gives what was printed.</summary>
    private static string RunAll(Uri address, TimeSpan timeout)
    {
        var connection = ParkUpConnection.Open(new ConnectionOptions
        {
            Token = Service.Secret(Service.Token),
            BaseUri = address,
            Timeout = timeout,
            MaximumRetryCount = 1,
            BackoffClock = new SkippingClock(),
        });
        var host = new RecordingHost();
        using var session = new ModuleSession(host)
            .With("token", Service.Secret(Service.Token))
            .With("url", address)
            .With("c", new Hashtable(StringComparer.OrdinalIgnoreCase) { ["Connection"] = connection, ["Verbose"] = true, ["Debug"] = true });
        const string connect = "Connect-ParkUp -Token $token -BaseUri $url -PassThru -Verbose -Debug";
        foreach (var script in (string[])[connect, .. Scripts])
        {
            var run = session.Run(script);
            foreach (var text in Traces.Of(run))
            {
                AssertHarmless(text);
                Assert.DoesNotContain(Service.Token, text, StringComparison.OrdinalIgnoreCase);
            }

            foreach (var text in run.Verbose.Concat(run.Debug))
            {
                Assert.DoesNotContain(Email, text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(Phone, text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(Plate, text, StringComparison.OrdinalIgnoreCase);
            }
        }

        foreach (var script in (string[])[connect, .. Scripts])
        {
            session.Run($"& {{ {script} }} *>&1 | Out-Default");
        }

        var printed = host.Printed;
        Assert.DoesNotContain(Service.Token, printed, StringComparison.OrdinalIgnoreCase);

        // The engine's own colours are its own: these are the service's.
        AssertHarmless(printed.Replace("\u001b[35;5m", "\u0007", StringComparison.Ordinal).Replace("\u001b[", "[", StringComparison.Ordinal));
        return printed;
    }

    private static void AssertHarmless(string text)
    {
        var found = text.FirstOrDefault(static c => (char.IsControl(c) && c is not ('\r' or '\n' or '\t')) || c is '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'));
        Assert.True(found == default && !text.Contains("_x001B_", StringComparison.OrdinalIgnoreCase), $"U+{(int)found:X4} in: {JsonSerializer.Serialize(text)}");
    }

    private static async Task AnswerAsync(Exchange exchange, string kind, string request)
    {
        var head = request.Split("\r\n").First(static line => line.StartsWith("Authorization:", StringComparison.OrdinalIgnoreCase));
        var sent = request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        var echo = $"{Escapes}{head} {Service.Token[..5]}\u200b{Service.Token[5..]} {Said(sent, Email)} {Said(sent, Phone)} {Said(sent, Plate)} {sent}{Escapes}";
        var flat = echo.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        var answer = kind.Split(' ') switch
        {
            ["reason", var status] => Answer(status, new JsonObject { ["statusCode"] = 400, ["message"] = new JsonArray(echo, $"tags.0.code {echo}"), [echo] = echo }.ToJsonString()),
            ["words", var status] => Answer(status, echo, "text/html"),
            ["type", var status] => Answer(status, echo, $"text/{Service.Token}"),
            ["success"] => Answer("200", Success(request, echo, isTaken: true)),
            ["refused", _] => Answer("200", Success(request, echo, isTaken: false)),
            ["named", _] => Answer("400", new JsonObject { ["message"] = new JsonArray($"tags.0.plate {echo}") }.ToJsonString()),
            ["redirect"] => $"HTTP/1.1 302 Found\r\nLocation: https://example.com/{Service.Token}\r\nContent-Length: 0\r\n\r\n",
            ["status", _] => $"HTTP/1.1 {flat}\r\n\r\n",
            ["phrase"] => $"HTTP/1.1 400 {flat}\r\nX-CopyResults: {flat}\r\nWWW-Authenticate: Bearer {Service.Token}\r\nRetry-After: {Service.Token}\r\nContent-Length: 0\r\n\r\n",
            ["header", "line"] => $"HTTP/1.1 200 OK\r\n{flat.Replace(":", "", StringComparison.Ordinal)}\r\n\r\n",
            ["header", _] => $"HTTP/1.1 200 OK\r\n{flat}: 1\r\n\r\n",
            ["chunk"] => $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{flat}\r\n",
            ["length"] => $"HTTP/1.1 200 OK\r\nContent-Length: {Service.Token}\r\nContent-Length: {flat}\r\n\r\n[]",
            ["cut"] => $"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\nContent-Type: text/{Service.Token}\r\n\r\n{echo}",
            _ => null,
        };
        if (answer is null)
        {
            exchange.Reset();
        }
        else
        {
            await exchange.SendAsync(answer);
        }
    }

    private static string Said(string sent, string value) => sent.Contains(value, StringComparison.Ordinal) ? value : "nobody";

    private static string Answer(string status, string body, string type = "application/json") =>
        $"HTTP/1.1 {status} Answer\r\nContent-Type: {type}\r\nContent-Length: {System.Text.Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    private static string Success(string request, string echo, bool isTaken) => request.Contains("/tag/list", StringComparison.Ordinal)
        ? new JsonArray(
            new JsonObject { ["id"] = 1, ["code"] = echo, ["plate"] = Plate },
            new JsonObject { ["id"] = 2, ["code"] = "O9", ["plate"] = echo },
            new JsonObject { ["id"] = 3, ["code"] = Service.Token, ["plate"] = Service.Token }).ToJsonString()
        : new JsonObject
        {
            ["customer"] = 1,
            [echo] = echo,
            ["tags"] = new JsonArray(new JsonObject { ["tag"] = "O1", ["status"] = isTaken }),
            ["tagsCreate"] = new JsonArray(new JsonObject { ["tag"] = echo, ["status"] = isTaken }),
            ["tagsCancell"] = new JsonArray(new JsonObject { ["tag"] = echo, ["cancell"] = isTaken }),
        }.ToJsonString();
}
