using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>What a debug line shows of bodies: nothing that a person is known by, and no token.</summary>
public sealed class MaskedBodiesTests(FakeService service) : ServiceTests(service)
{
    private const string Customer =
        """{"email":"ana@example.com","phone":"+56911111111","name":"Ana","lastname":"Pérez","isUnlimited":false,"refId":"A1","tags":[{"code":"O1","plate":"AB1234"}]}""";

    [Fact]
    public void Personal_fields_keep_two_characters_and_others_are_shown() => Assert.Equal(
        """{"email":"an***","phone":"+5***","name":"A***","lastname":"P***","isUnlimited":false,"refId":"A1","tags":[{"code":"O1","plate":"AB***"}]}""",
        Bodies(Customer).Request);

    [Theory]
    [InlineData("""{"PLATE":"AB1234"}""", """{"PLATE":"AB***"}""")]
    [InlineData("""[[{"Email":["ana@example.com",{"of":"eva@example.com"}]}]]""", """[[{"Email":["an***",{"of":"ev***"}]}]]""")]
    [InlineData("""{"phone":56911111111}""", """{"phone":"56***"}""")]
    [InlineData("""{"phone":null,"plate":true}""", """{"phone":null,"plate":true}""")]
    [InlineData("""{"plate":""}""", """{"plate":"***"}""")]
    [InlineData("""{"plate":"AB"}""", """{"plate":"***"}""")]
    [InlineData("""{"name":"🚗🚗🚗"}""", """{"name":"\uD83D\uDE97***"}""")]
    [InlineData("""{"name":"a🚗🚗🚗"}""", """{"name":"a***"}""")]
    [InlineData("""{"message":"a\u001b[31m\u009b\u202e\u0007b\r\n"}""", """{"message":"a[31mb"}""")]
    [InlineData("""{"a\u001b":1}""", """{"a":1}""")]
    public void Fields_are_masked_at_any_depth_in_any_case_and_of_any_kind(string answer, string shown) =>
        Assert.Equal(shown, Answer("{}", answer));

    [Theory]
    [InlineData("""{"message":"ANA@example.com, +56911111111 and ab1234 are taken"}""", """{"message":"an***, +5*** and AB*** are taken"}""")]
    [InlineData("""{"ana@example.com":["AB1234"]}""", """{"an***":["AB***"]}""")]
    [InlineData("""{"message":"a\u200bna@exam\u001bple.com"}""", """{"message":"an***"}""")]
    [InlineData("""{"message":"Analogous"}""", """{"message":"Analogous"}""")]
    public void What_the_request_said_of_a_person_is_masked_wherever_the_answer_quotes_it(string answer, string shown) =>
        Assert.Equal(shown, Answer(Customer, answer));

    [Fact]
    public void A_phone_that_is_quoted_as_a_number_is_masked_too() =>
        Assert.Equal("""{"seen":"56***"}""", Answer("""{"phone":"56911111111"}""", """{"seen":56911111111}"""));

    [Fact]
    public void A_reference_that_is_the_email_itself_is_masked_with_it() =>
        Assert.Equal("""{"email":"an***","refId":"an***"}""", Bodies("""{"email":"ana@example.com","refId":"ana@example.com"}""").Request);

    [Theory]
    [InlineData("<html>ana@example.com</html>", "text/html", "[not shown: 28 bytes of text/html]")]
    [InlineData("{\"email\":\"ana@ex", "application/json", "[not shown: 16 bytes of application/json]")]
    [InlineData("{} ana@example.com", "application/json", "[not shown: 18 bytes of application/json]")]
    [InlineData("{\"name\":\"\\ud800\"}", "application/json", "[not shown: 17 bytes of application/json]")]
    [InlineData("x", null, "[not shown: 1 bytes of no type]")]
    [InlineData("x", "text/AB1234", "[not shown: 1 bytes of text/AB***]")]
    [InlineData("x", "text/" + Make.Token, "[not shown: 1 bytes of text/***]")]
    [InlineData("", "text/html", "[empty]")]
    public void What_is_no_json_is_told_by_its_length_and_type(string answer, string? mediaType, string shown) =>
        Assert.Equal(shown, Answer(Customer, answer, mediaType));

    [Fact]
    public void An_answer_that_nests_too_deep_is_not_shown() =>
        Assert.Equal("[not shown: 40 bytes of application/json]", Answer("{}", new string('[', 20) + new string(']', 20)));

    [Theory]
    [InlineData("""{"message":"no {0}"}""", """{"message":"no ***"}""")]
    [InlineData("""{"{0}":1,"email":"{0}"}""", """{"***":1,"email":"****"}""")]
    [InlineData("""{"message":"s3cr3t\u200b.T0ken-4711"}""", """{"message":"***"}""")]
    [InlineData("""{"message":"\u00733cr3t.T0ken-4711"}""", """{"message":"***"}""")]
    public void The_token_is_taken_out(string answer, string shown) =>
        Assert.Equal(shown, Answer("{}", answer.Replace("{0}", Make.Token, StringComparison.Ordinal)));

    [Theory]
    [InlineData("12345678", """{"customer":12345678}""")]
    [InlineData("""a"b\c""", """{"message":"a\"b\\c"}""")]
    [InlineData("\"a\":[1,2]", "{\"a\":[1,2]}")]
    public void A_token_of_any_characters_is_taken_out(string token, string answer) =>
        Assert.DoesNotContain(token, Answer("{}", answer, token: token), StringComparison.Ordinal);

    [Fact]
    public void A_long_body_is_cut_and_never_within_the_token()
    {
        var shown = Answer("{}", $$"""{"message":"{{new string('x', 3980)}}{{Make.Token}}{{new string('y', 50_000)}}"}""");

        Assert.Equal(4001, shown.Length);
        Assert.EndsWith("***yyyyy…", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_without_end_is_cut()
    {
        var list = "[" + string.Join(',', Enumerable.Range(10_000, 50_000).Select(static id => $$"""{"id":{{id}},"plate":"AB{{id}}"}""")) + "]";

        var shown = Answer("{}", list);

        Assert.Equal(4001, shown.Length);
        Assert.StartsWith("""[{"id":10000,"plate":"AB***"},""", shown, StringComparison.Ordinal);
    }

    [Property]
    public bool Whatever_is_quoted_is_not_in_what_is_shown(string? before, string? after) =>
        !Answer(Customer, JsonSerializer.Serialize(new { message = $"{before}ana@example.com{after}", plate = $"{before}AB1234" }))
            .Contains("ana@example.com", StringComparison.OrdinalIgnoreCase);

    [Fact]
    public async Task A_request_tells_its_bodies_to_whoever_asks_for_them()
    {
        Service.Answer(FakeService.CustomerAdd, """{"statusCode":400,"message":["ana@example.com is taken"]}""", 400);
        List<RequestTrace> traces = [];

        await Assert.ThrowsAsync<BadRequestException>(() => Connection.MakeAsync(ApiCall.Create, Stop, onTrace: traces.Add));

        Assert.Equal(
            [
                """POST /api/v3/business/customer/add (attempt 1) with {"email":"an***","phone":"+5***","isUnlimited":false,"refId":"A1"}""",
                """POST /api/v3/business/customer/add (attempt 1) was answered with {"statusCode":400,"message":["an*** is taken"]}""",
            ],
            Assert.Single(traces).ToLines().ToArray());
    }

    [Fact]
    public async Task An_answer_that_breaks_off_and_one_that_never_comes_are_told_as_such()
    {
        await using var cut = RawServer.Answering("HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 99", "[{\"plate\":\"AB12");
        await using var silent = new RawServer(static exchange =>
        {
            exchange.Reset();
            return Task.CompletedTask;
        });
        List<RequestTrace> traces = [];

        await Assert.ThrowsAsync<InvalidResponseException>(() => Make.Connection(cut.Address).MakeAsync(ApiCall.List, Stop, onTrace: traces.Add));
        await Assert.ThrowsAsync<ConnectionFailedException>(() => Make.Connection(silent.Address).MakeAsync(ApiCall.List, Stop, onTrace: traces.Add));

        Assert.Equal(
            [
                "POST /api/v3/business/tag/list (attempt 1) was answered with [not read to its end: application/json]",
                "POST /api/v3/business/tag/list (attempt 1) had no answer",
            ],
            traces.Select(static trace => trace.ToLines().Last()).ToArray());
    }

    private static string Answer(string request, string answer, string? mediaType = "application/json", string token = Make.Token)
    {
        var bodies = Bodies(request, token);
        bodies.Answered(Encoding.UTF8.GetBytes(answer), mediaType);
        return bodies.Answer!;
    }

    private static MaskedBodies Bodies(string request, string token = Make.Token) =>
        new(Encoding.UTF8.GetBytes(request), new ConnectionSecrets(BearerToken.From(Make.Secret(token))));
}
