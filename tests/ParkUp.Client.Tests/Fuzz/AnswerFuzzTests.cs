using System.Text.Json;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Fuzz;

/// <summary>
/// Thousands of spoilt answers: whatever comes, each row has its result, and none is a success that the answers do not
/// bear out when they are read a second way.
/// </summary>
public sealed class AnswerFuzzTests
{
    private const int Seed = 20_260_301;
    private const int Rounds = 700;
    private const string NoTags = "[]";
    private const string AllTags = """[{"id":1,"code":"T1","plate":"AA1111"},{"id":2,"code":"T2","plate":"BB2222"},{"id":3,"code":"T3","plate":"CC3333"}]""";
    private const string SomeTags = """[{"id":1,"code":"T1","plate":"aa-11 11","since":{"day":[1,2]}},{"id":7,"code":"X7","plate":"ZZ9999"},{"id":3,"code":"T3","plate":"CC3333"}]""";

    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);
    private static readonly TagOrder[] Three = [Make.Order("T1", "AA1111"), Make.Order("T2", "BB2222"), Make.Order("T3", "CC3333")];

    private static readonly (string List, string Flag) Create = ("tags", "status");
    private static readonly (string List, string Flag) Add = ("tagsCreate", "status");
    private static readonly (string List, string Flag) Cancel = ("tagsCancell", "cancell");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_tag_is_added_only_where_an_answer_says_so() => EachRoundAsync(
        (random, path) => path is FakeService.TagList ? SpoiltAnswer.Good(NoTags) : SpoiltAnswer.Of(random, Written(random, Add)),
        (connection, exchanges) => AssertTagsAsync(exchanges, new TagWriter(connection, Operation.Add, RequestObserver.None).WriteAsync(Three, 50, Stop), Outcome.Added, Add));

    [Fact]
    public Task A_tag_is_revoked_only_where_an_answer_says_so() => EachRoundAsync(
        (random, path) => path is FakeService.TagList ? SpoiltAnswer.Good(AllTags) : SpoiltAnswer.Of(random, Written(random, Cancel)),
        (connection, exchanges) => AssertTagsAsync(exchanges, new TagWriter(connection, Operation.Revoke, RequestObserver.None).WriteAsync(Three, 50, Stop), Outcome.Revoked, Cancel));

    [Fact]
    public Task A_customer_is_created_and_its_tags_added_only_where_an_answer_says_so() => EachRoundAsync(
        (random, path) => path is FakeService.TagList ? SpoiltAnswer.Good(NoTags) : SpoiltAnswer.Of(random, Written(random, Create)),
        async (connection, exchanges) =>
        {
            var result = (await new CustomerCreator(connection, RequestObserver.None).CreateAsync(Make.Customer(Three), Stop).WaitAsync(Hang, Stop));

            Assert.Equal(Three.Select(static tag => tag.Code), result.Tags.Select(static tag => tag.Code), StringComparer.Ordinal);
            var isCreated = result.Outcome == Outcome.Created;
            Assert.True(isCreated || result.Outcome is Outcome.Rejected or Outcome.Failed or Outcome.Unknown, $"{result}");
            Assert.False(isCreated && !exchanges.Any(static exchange => Judge.IsWhole(exchange.Answer, Create.List, Create.Flag)), $"{result}");
            AssertBorneOut(result.Tags, exchanges, Outcome.Added, Create);
            return isCreated;
        });

    [Fact]
    public Task An_unanswered_add_is_proved_only_by_a_list_that_shows_the_tag() => EachRoundAsync(
        (random, path) => path is FakeService.TagList ? SpoiltAnswer.Seldom(random, SomeTags) : SpoiltAnswer.Good("<html/>"),
        async (connection, exchanges) =>
        {
            var reports = await new TagWriter(connection, Operation.Add, RequestObserver.None).WriteAsync(Three, 50, Stop).WaitAsync(Hang, Stop);

            Assert.Equal(3, reports.Count);
            var done = reports.Where(static report => report.Succeeded).Select(static report => report).ToList();
            Assert.All(done, result => Assert.Equal((Outcome.Added, Evidence.List), (result.Outcome, result.Evidence)));
            Assert.All(done, result => Assert.Contains(exchanges, exchange => Judge.Shows(exchange.Answer, result.Code!, result.Plate!)));
            return done.Count > 0;
        });

    [Fact]
    public Task An_unanswered_cancel_is_proved_only_by_lists_without_the_tag() => EachRoundAsync(
        (random, path) => path is FakeService.TagList ? SpoiltAnswer.Seldom(random, SomeTags) : SpoiltAnswer.Good("<html/>"),
        async (connection, exchanges) =>
        {
            var reports = await new TagWriter(connection, Operation.Revoke, RequestObserver.None).WriteAsync(Three, 50, Stop).WaitAsync(Hang, Stop);

            Assert.Equal(3, reports.Count);
            var done = reports.Where(static report => report.Succeeded).Select(static report => report).ToList();
            Assert.All(done, result => Assert.Equal((Outcome.Revoked, Evidence.List), (result.Outcome, result.Evidence)));
            Assert.All(done, result => Assert.InRange(exchanges.Count(exchange => Judge.ShowsNothingOf(exchange.Answer, result.Code!)), 2, int.MaxValue));
            return done.Count > 0;
        });

    [Fact]
    public Task A_code_alone_is_revoked_only_as_list_and_answer_say() => EachRoundAsync(
        (random, path) => path is FakeService.TagList ? SpoiltAnswer.Seldom(random, SomeTags) : SpoiltAnswer.Of(random, Written(random, Cancel)),
        async (connection, exchanges) =>
        {
            var reports = await new TagWriter(connection, Operation.Revoke, RequestObserver.None).WriteAsync([Make.Order("T1", plate: null), Make.Order("T2", plate: null)], 50, Stop).WaitAsync(Hang, Stop);

            Assert.InRange(reports.Count, 2, 20);
            var done = reports.Where(static report => report.Succeeded).Select(static report => report).ToList();
            foreach (var result in done)
            {
                var isBorneOut = result.Evidence == Evidence.List
                    ? exchanges.Any(exchange => Judge.ShowsNothingOf(exchange.Answer, result.Code!))
                    : result.Outcome == Outcome.Revoked && exchanges.Any(exchange => Judge.SaysSo(exchange.Answer, exchange.Codes, result.Code!, Cancel.List, Cancel.Flag));
                Assert.True(isBorneOut, $"{result}");
            }

            return done.Exists(static result => result.Outcome == Outcome.Revoked);
        });

    [Fact]
    public Task A_list_is_the_answer_s_or_none() => EachRoundAsync(
        (random, _) => SpoiltAnswer.Of(random, SomeTags),
        async (connection, exchanges) =>
        {
            var report = Assert.Single(await new TagLister(connection, RequestObserver.None).RunAsync([new TagQuery(new CustomerKey("A1", Id: null))], new BulkOptions(), Stop).WaitAsync(Hang, Stop));
            if (report.Error is not null)
            {
                Assert.Empty(report.Tags);
                return false;
            }

            var expected = Judge.Tags(exchanges[^1].Answer);
            Assert.NotNull(expected);
            Assert.Equal(expected.Select(static tag => (Shown(tag.Code), Shown(tag.Plate))), report.Tags.Select(static tag => (tag.Code!, tag.Plate!)));
            return true;
        });

    private static async Task<bool> AssertTagsAsync(
        IReadOnlyList<Exchanged> exchanges, Task<IReadOnlyList<TagResult>> run, Outcome success, (string List, string Flag) names)
    {
        var reports = await run.WaitAsync(Hang, Stop);
        Assert.Equal(Three.Select(static tag => tag.Code), reports.Select(static report => report.Code), StringComparer.Ordinal);
        Assert.All(reports, static report => Assert.Equal(report.Succeeded, report.Error is null));
        return AssertBorneOut(reports.Select(static report => report), exchanges, success, names);
    }

    /// <summary>The lists of these rounds prove nothing: a success rests on an answer, and that must say so.</summary>
    private static bool AssertBorneOut(IEnumerable<TagResult> results, IReadOnlyList<Exchanged> exchanges, Outcome success, (string List, string Flag) names)
    {
        var done = results.Where(static result => result.Succeeded).ToList();
        foreach (var result in done)
        {
            Assert.Equal((success, Evidence.Response), (result.Outcome, result.Evidence));
            Assert.True(exchanges.Any(exchange => Judge.SaysSo(exchange.Answer, exchange.Codes, result.Code!, names.List, names.Flag)), $"{result}");
        }

        return done.Count > 0;
    }

    private static string Shown(string text) => TextSanitizer.Clean(text) ?? string.Empty;

    /// <summary>A good answer to a write, of the kinds that the reference allows.</summary>
    private static string Written(Random random, (string List, string Flag) names)
    {
        var byPlate = random.Next(4) == 0;
        var statuses = Three.Select(tag => $$"""{"tag":"{{(byPlate ? tag.Plate : tag.Code)}}","{{names.Flag}}":{{(random.Next(5) > 0 ? "true" : "false")}}}""").ToArray();
        if (random.Next(3) == 0)
        {
            random.Shuffle(statuses);
        }

        return $$"""{"customer":{{random.Next(100)}},"{{names.List}}":[{{string.Join(',', statuses.Take(random.Next(6) == 0 ? 2 : 3))}}]}""";
    }

    /// <summary>Each round can be had alone, by its number. Some must succeed, or nothing was tried.</summary>
    private static async Task EachRoundAsync(Func<Random, string, SpoiltAnswer> answer, Func<ParkUpConnection, IReadOnlyList<Exchanged>, Task<bool>> round)
    {
        var successes = 0;
        for (var number = 0; number < Rounds; number++)
        {
            var random = new Random(Seed + number);

            // Every other service is at least true to itself: lists that differ prove nothing, however they are read.
            SpoiltAnswer? kept = null;
            var keeps = number / 2 % 2 == 0;
            using var service = new SpoiltService(path => keeps && path is FakeService.TagList ? kept ??= answer(random, path) : answer(random, path));
            try
            {
                var connection = ParkUpConnection.Open(Make.Options(new Uri("https://parkup.example/")) with { Handler = service, MaximumRetryCount = number % 2 });
                successes += await round(connection, service.Exchanges) ? 1 : 0;
            }
            catch (Exception wrong) when (wrong is not OperationCanceledException)
            {
                Assert.Fail($"Seed {Seed}, round {number}: {wrong}{Environment.NewLine}{string.Join(Environment.NewLine, service.Exchanges)}");
            }
        }

        Assert.InRange(successes, Rounds / 20, Rounds - (Rounds / 20));
    }

    /// <summary>A request, by the codes of its tags, and what it was answered.</summary>
    private sealed record Exchanged(string Path, IReadOnlyList<string> Codes, SpoiltAnswer Answer);

    private sealed class SpoiltService(Func<string, SpoiltAnswer> answer) : HttpMessageHandler
    {
        public List<Exchanged> Exchanges { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            using var body = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            string[] codes = body.RootElement.TryGetProperty("tags", out var tags) ? [.. tags.EnumerateArray().Select(static tag => tag.GetProperty("code").GetString()!)] : [];
            var exchange = new Exchanged(path, codes, answer(path));
            Exchanges.Add(exchange);
            return exchange.Answer.ToResponse(request);
        }
    }
}
