using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace ParkUp.Client.Tests.Support;

/// <summary>The service, scripted answer by answer in raw JSON. Knows the reference's paths and none of the client's types.</summary>
public sealed class FakeService : IDisposable
{
    public const string CustomerAdd = "/api/v3/business/customer/add";
    public const string TagList = "/api/v3/business/tag/list";
    public const string TagAdd = "/api/v3/business/tag/add";
    public const string TagCancel = "/api/v3/business/tag/cancel";

    private readonly WireMockServer _server = WireMockServer.Start();

    public Uri Address => new(_server.Url!);

    /// <summary>What was received since the last reset, in order.</summary>
    public IReadOnlyList<Received> Received =>
    [
        .. _server.LogEntries.Select(static entry => new Received(
            entry.RequestMessage!.Method,
            entry.RequestMessage.AbsolutePath,
            System.Text.Encoding.UTF8.GetString(entry.RequestMessage.BodyAsBytes ?? []))),
    ];

    public void Reset()
    {
        _server.Reset();
        _server.ResetScenarios();
    }

    public void Answer(string path, string body, int status = 200, string contentType = "application/json", params (string Name, string Value)[] headers) =>
        _server
            .Given(Request.Create().WithPath(path))
            .RespondWith(Build(status, body, contentType, headers));

    /// <summary>One answer a request, and no answer of its own (404) after the last.</summary>
    public void AnswerInTurn(string path, params (int Status, string Body)[] answers)
    {
        for (var i = 0; i < answers.Length; i++)
        {
            var given = _server.Given(Request.Create().WithPath(path)).InScenario(path);
            (i == 0 ? given : given.WhenStateIs($"{i}"))
                .WillSetStateTo($"{i + 1}")
                .RespondWith(Build(answers[i].Status, answers[i].Body, "application/json", []));
        }
    }

    public void Dispose() => _server.Dispose();

    private static IResponseBuilder Build(int status, string body, string contentType, (string Name, string Value)[] headers)
    {
        var response = Response.Create()
            .WithStatusCode(status)
            .WithHeader("Content-Type", contentType)
            .WithBody(System.Text.Encoding.UTF8.GetBytes(body));
        return headers.Aggregate(response, static (built, header) => built.WithHeader(header.Name, header.Value));
    }
}

/// <summary>A request as the service saw it.</summary>
public sealed record Received(string Method, string Path, string Body);

/// <summary>Tests against one scripted service a class, wiped before each test.</summary>
public abstract class ServiceTests : IClassFixture<FakeService>
{
    protected ServiceTests(FakeService service)
    {
        service.Reset();
        Service = service;
        Connection = Make.Connection(service.Address);
    }

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected FakeService Service { get; }

    protected ParkUpConnection Connection { get; }
}
