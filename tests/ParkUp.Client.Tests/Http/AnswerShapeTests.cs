using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>A success whose JSON is not what the reference promises: of a write it is then not known what became.</summary>
public sealed class AnswerShapeTests(FakeService service) : ServiceTests(service)
{
    private const string Created = """{"customer":1,"tags":[{"tag":"T1","status":true}]}""";
    private const string Listed = """[{"id":1,"code":"T1","plate":"AB1234"}]""";
    private const string Added = """{"customer":1,"tagsCreate":[{"tag":"T1","status":true}]}""";
    private const string Cancelled = """{"customer":1,"tagsCancell":[{"tag":"T1","cancell":true}]}""";

    public static TheoryData<ApiCall, string, string> Missing => new()
    {
        { ApiCall.Create, """{"tags":[{"tag":"T1","status":true}]}""", "customer" },
        { ApiCall.Create, """{"customer":null,"tags":[]}""", "customer" },
        { ApiCall.Create, """{"customer":1}""", "tags" },
        { ApiCall.Create, """{"customer":1,"tags":null}""", "tags" },
        { ApiCall.Create, """{"customer":1,"tagsCreate":[]}""", "tags" },
        { ApiCall.Create, """{"customer":1,"tags":[{"tag":"T1"}]}""", "tags[].status" },
        { ApiCall.Create, """{"customer":1,"tags":[{"tag":"T1","status":null}]}""", "tags[].status" },
        { ApiCall.Create, """{"customer":1,"tags":[null]}""", "tags[].status" },
        { ApiCall.Create, """{"customer":1,"tags":[{"tag":"T1","status":true},{}]}""", "tags[].status" },
        { ApiCall.Create, "{}", "customer" },
        { ApiCall.Create, """{"Customer":1,"Tags":[]}""", "customer" },
        { ApiCall.Add, """{"tagsCreate":[{"tag":"T1","status":true}]}""", "customer" },
        { ApiCall.Add, """{"customer":1}""", "tagsCreate" },
        { ApiCall.Add, """{"customer":1,"tags":[]}""", "tagsCreate" },
        { ApiCall.Add, """{"customer":1,"tagsCreate":null}""", "tagsCreate" },
        { ApiCall.Add, """{"customer":1,"tagsCreate":[{"tag":"T1","cancell":true}]}""", "tagsCreate[].status" },
        { ApiCall.Add, """{"customer":1,"tagsCreate":[null]}""", "tagsCreate[].status" },
        { ApiCall.Cancel, """{"tagsCancell":[{"tag":"T1","cancell":true}]}""", "customer" },
        { ApiCall.Cancel, """{"customer":1}""", "tagsCancell" },
        { ApiCall.Cancel, """{"customer":1,"tagsCancel":[]}""", "tagsCancell" },
        { ApiCall.Cancel, """{"customer":1,"tagsCancell":null}""", "tagsCancell" },
        { ApiCall.Cancel, """{"customer":1,"tagsCancell":[{"tag":"T1","cancel":true}]}""", "tagsCancell[].cancell" },
        { ApiCall.Cancel, """{"customer":1,"tagsCancell":[null]}""", "tagsCancell[].cancell" },
        { ApiCall.List, """[{"code":"T1","plate":"AB1234"}]""", "[].id" },
        { ApiCall.List, """[{"id":null,"code":"T1","plate":"AB1234"}]""", "[].id" },
        { ApiCall.List, """[{"id":1,"plate":"AB1234"}]""", "[].code" },
        { ApiCall.List, """[{"id":1,"code":"T1"}]""", "[].plate" },
        { ApiCall.List, """[{"id":1,"code":"T1","plate":null}]""", "[].plate" },
        { ApiCall.List, """[{"id":1,"code":"T1","plate":"AB1234"},null]""", "[]" },
    };

    public static TheoryData<ApiCall, string> NotTheShape => new()
    {
        { ApiCall.Create, """{"customer":"1","tags":[]}""" },
        { ApiCall.Create, """{"customer":true,"tags":[]}""" },
        { ApiCall.Create, """{"customer":1.5,"tags":[]}""" },
        { ApiCall.Create, """{"customer":{},"tags":[]}""" },
        { ApiCall.Create, """{"customer":[1],"tags":[]}""" },
        { ApiCall.Create, """{"customer":9223372036854775808,"tags":[]}""" },
        { ApiCall.Create, """{"customer":1,"tags":{}}""" },
        { ApiCall.Create, """{"customer":1,"tags":"T1"}""" },
        { ApiCall.Create, """{"customer":1,"tags":["T1"]}""" },
        { ApiCall.Create, """{"customer":1,"tags":[{"tag":7,"status":true}]}""" },
        { ApiCall.Create, """{"customer":1,"tags":[{"tag":{},"status":true}]}""" },
        { ApiCall.Create, """{"customer":1,"tags":[{"tag":"T1","status":"true"}]}""" },
        { ApiCall.Create, """{"customer":1,"tags":[{"tag":"T1","status":1}]}""" },
        { ApiCall.Add, """{"customer":1,"tagsCreate":[{"tag":"T1","status":"yes"}]}""" },
        { ApiCall.Add, """{"customer":1,"tagsCreate":true}""" },
        { ApiCall.Cancel, """{"customer":1,"tagsCancell":[{"tag":"T1","cancell":0}]}""" },

        // Of a field that comes twice the last counts, but the first must be of the right kind as well.
        { ApiCall.Add, """{"customer":1,"tagsCreate":0,"tagsCreate":[{"tag":"T1","status":true}]}""" },
        { ApiCall.Add, """{"customer":1,"tagsCreate":[{"tag":"T1","status":1,"status":true}]}""" },
        { ApiCall.Cancel, """{"customer":1,"tagsCancell":[[]]}""" },
        { ApiCall.List, """[{"id":"1","code":"T1","plate":"AB1234"}]""" },
        { ApiCall.List, """[{"id":1,"code":5,"plate":"AB1234"}]""" },
        { ApiCall.List, """[{"id":1,"code":"T1","plate":["AB1234"]}]""" },
        { ApiCall.List, """[["T1"]]""" },
        { ApiCall.List, """{"tags":[]}""" },
        { ApiCall.List, "{}" },
        { ApiCall.List, "\"[]\"" },
        { ApiCall.List, "0" },
        { ApiCall.Add, "[]" },
        { ApiCall.Create, "[]" },
        { ApiCall.Cancel, "[]" },
        { ApiCall.Add, "false" },
    };

    public static TheoryData<ApiCall, string> Good => new()
    {
        { ApiCall.Create, Created },
        { ApiCall.List, Listed },
        { ApiCall.Add, Added },
        { ApiCall.Add, """{"customer":2,"customer":1,"tagsCreate":[],"tagsCreate":[{"tag":"T1","status":false,"status":true}]}""" },
        { ApiCall.Cancel, Cancelled },
    };

    [Theory]
    [MemberData(nameof(Missing))]
    public async Task A_missing_field_is_named(ApiCall call, string answer, string field)
    {
        var error = await InvalidAsync(call, answer);

        Assert.Equal($"The response has no '{field}'.", error.Message);
    }

    [Theory]
    [MemberData(nameof(NotTheShape))]
    public async Task A_wrong_type_is_no_answer(ApiCall call, string answer)
    {
        var error = await InvalidAsync(call, answer);

        Assert.StartsWith("The response is not the expected JSON", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ApiCall.Create)]
    [InlineData(ApiCall.List)]
    [InlineData(ApiCall.Add)]
    [InlineData(ApiCall.Cancel)]
    public async Task Null_is_no_answer(ApiCall call)
    {
        var error = await InvalidAsync(call, "null");

        Assert.Equal("The response is null.", error.Message);
    }

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Each_cut_of_a_good_answer_is_no_answer(ApiCall call, string good)
    {
        for (var length = 0; length < good.Length; length++)
        {
            await InvalidAsync(call, good[..length]);
        }

        Service.Reset();
        Service.Answer(call.Path(), good);
        await Connection.MakeAsync(call, Stop);
    }

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Trailing_garbage_is_no_answer_but_trailing_white_space_is_nothing(ApiCall call, string good)
    {
        foreach (var garbage in (string[])["x", ",", "]", "}", "{}", "\0", "<!-- proxy -->", good])
        {
            await InvalidAsync(call, good + garbage);
        }

        Service.Reset();
        Service.Answer(call.Path(), " \r\n\t" + good + "\r\n \t\n");
        await Connection.MakeAsync(call, Stop);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>Sign in to the network</body></html>")]
    [InlineData("OK")]
    [InlineData(" ")]
    [InlineData("{'customer':1}")]
    [InlineData("{\"customer\":1,}")]
    [InlineData("/* */ {}")]
    [InlineData("NaN")]
    public async Task What_is_not_json_is_no_answer(string body)
    {
        foreach (var call in Enum.GetValues<ApiCall>())
        {
            await InvalidAsync(call, body, "text/html");
        }
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public async Task An_answer_10_000_deep_is_no_answer(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 10_000)) + "0" + string.Concat(Enumerable.Repeat(close, 10_000));

        await InvalidAsync(ApiCall.List, deep);
        await InvalidAsync(ApiCall.Add, deep);
        await InvalidAsync(ApiCall.Add, $$"""{"customer":1,"extra":{{deep}},"tagsCreate":[]}""");
        await InvalidAsync(ApiCall.List, $$"""[{"id":1,"code":"T1","plate":"AB1234","extra":{{deep}}}]""");
        await InvalidAsync(ApiCall.Add, string.Concat(Enumerable.Repeat(open, 10_000)));
    }

    [Fact]
    public async Task Fields_that_nobody_knows_are_ignored()
    {
        const string Extra = """ "extra":{"a":[1,"x",null,{"b":false}]},"Customer":"9" """;
        Service.Answer(FakeService.CustomerAdd, $$"""{{{Extra}},"customer":12,"tags":[{"tag":"T1",{{Extra}},"status":false}]}""");
        Service.Answer(FakeService.TagList, $$"""[{{{Extra}},"id":5,"code":"T1","plate":"AB1234","createdAt":"2031-01-01"}]""");

        var created = await new CustomerCreator(Connection, RequestObserver.None).CreateAsync(Make.Customer(Make.Order("T1", "AB1234")), Stop);
        var listed = await new TagLister(Connection, RequestObserver.None).ListAsync(new CustomerKey("A1", Id: null), Stop);

        Assert.Equal(12, created.CustomerId);
        Assert.Equal(Outcome.Rejected, Assert.Single(created.Tags).Outcome);
        Assert.Equal(new Tag("T1", "AB1234") { RefId = "A1", Id = 5 }, Assert.Single(listed));
    }

    [Theory]
    [InlineData("""[{"id":1,"code":"\ud800","plate":"AB1234"}]""")]
    [InlineData("""[{"id":1,"code":"T1","plate":"A\udc00B"}]""")]
    [InlineData("""[{"id":1,"code":"T1","plate":"\udc00\ud800"}]""")]
    public async Task Half_a_character_in_a_promised_field_is_no_answer(string body) => await InvalidAsync(ApiCall.List, body);

    [Theory]
    [InlineData("""[{"id":1,"code":"T1","plate":"AB1234","note":"\ud800"}]""")]
    [InlineData("""[{"id":1,"code":"T1","plate":"AB1234","\udc00":1}]""")]
    public async Task Half_a_character_elsewhere_ends_in_an_answer_or_in_an_invalid_one_and_in_nothing_else(string body)
    {
        Service.Answer(FakeService.TagList, body);

        var outcome = await Record.ExceptionAsync(() => Connection.MakeAsync(ApiCall.List, Stop));

        Assert.True(outcome is null or InvalidResponseException, $"{outcome}");
    }

    [Fact]
    public async Task Bytes_that_are_not_utf_8_are_no_answer()
    {
        await using var server = new RawServer(static async exchange =>
        {
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[{\"id\":1,\"plate\":\"AB1234\",\"code\":\"");
            await exchange.SendAsync(new byte[] { 0xC3, 0x28, 0xFF });
            await exchange.SendAsync("\"}]");
        });

        await Assert.ThrowsAsync<InvalidResponseException>(() => Make.Connection(server.Address).MakeAsync(ApiCall.List, Stop));
    }

    [Fact]
    public async Task The_content_type_of_a_good_answer_does_not_matter()
    {
        Service.Answer(FakeService.TagList, Listed, contentType: "text/html; charset=utf-8");

        Assert.Equal("T1", Assert.Single(await new TagLister(Connection, RequestObserver.None).ListAsync(new CustomerKey("A1", Id: null), Stop)).Code);
    }

    private async Task<InvalidResponseException> InvalidAsync(ApiCall call, string body, string contentType = "application/json")
    {
        Service.Reset();
        Service.Answer(call.Path(), body, contentType: contentType);
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => Connection.MakeAsync(call, Stop));
        Assert.Equal(Outcome.Unknown, OutcomeRules.OfFailure(error));
        Assert.False(error.StopsRun);
        Assert.Equal(System.Net.HttpStatusCode.OK, error.Request!.Status);
        return error;
    }
}
