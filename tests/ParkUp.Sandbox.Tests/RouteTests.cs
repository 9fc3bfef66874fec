namespace ParkUp.Sandbox.Tests;

public class RouteTests
{
    private readonly TestSandbox _sandbox = new();

    [Fact]
    public void Adding_a_customer_answers_its_number_and_each_tag()
    {
        Answer first = _sandbox.AddCustomer("A", "T1", "T2");
        Answer second = _sandbox.AddCustomer("B");

        Assert.Equal(new Answer(201, """{"customer":1,"tags":[{"tag":"T1","status":true},{"tag":"T2","status":true}]}"""), first);
        Assert.Equal(new Answer(201, """{"customer":2,"tags":[]}"""), second);
    }

    [Fact]
    public void The_example_of_the_reference_is_accepted_and_kept()
    {
        Answer answer = _sandbox.Send(
            "POST",
            TestSandbox.CustomerAddPath,
            """{"email":"customer@example.com","phone":"+56975880800","name":"John","lastname":"Doe","isUnlimited":true,"refId":"AAAABBB0001","tags":[{"code":"O202020","plate":"JPKJ21"}]}""");

        Assert.Equal(201, answer.Status);
        SandboxCustomer kept = Assert.Single(_sandbox.Api.Snapshot());
        Assert.Equal(
            (1L, "AAAABBB0001", "customer@example.com", "+56975880800", "John", "Doe", true),
            (kept.Id, kept.RefId, kept.Email, kept.Phone, kept.Name, kept.LastName, kept.IsUnlimited));
        Assert.Equal(new SandboxTag(1, "O202020", "JPKJ21", Active: true), Assert.Single(kept.Tags));
    }

    [Fact]
    public void A_customer_may_come_without_tags_and_names()
    {
        Answer answer = _sandbox.Send(
            "POST", TestSandbox.CustomerAddPath, """{"email":"a@b","phone":"123456","isUnlimited":false,"refId":"A"}""");

        Assert.Equal(new Answer(201, """{"customer":1,"tags":[]}"""), answer);
    }

    [Fact]
    public void A_list_shows_the_tags_in_the_order_of_adding()
    {
        _sandbox.AddCustomer("A", "T9");
        _sandbox.AddTags("A", "T1", "T5");

        Assert.Equal(
            new Answer(201, """[{"id":1,"code":"T9","plate":"PT9"},{"id":2,"code":"T1","plate":"PT1"},{"id":3,"code":"T5","plate":"PT5"}]"""),
            _sandbox.List("A"));
    }

    [Fact]
    public void Adding_tags_answers_each_tag()
    {
        _sandbox.AddCustomer("A");

        Assert.Equal(
            new Answer(201, """{"customer":1,"tagsCreate":[{"tag":"T1","status":true},{"tag":"T2","status":true}]}"""),
            _sandbox.AddTags("A", "T1", "T2"));
    }

    [Fact]
    public void Cancelling_tags_answers_each_tag_and_frees_its_code()
    {
        _sandbox.AddCustomer("A", "T1", "T2");
        _sandbox.AddCustomer("B");

        Assert.Equal(
            new Answer(200, """{"customer":1,"tagsCancell":[{"tag":"T1","cancell":true}]}"""),
            _sandbox.CancelTags("A", "T1"));
        Assert.Equal(["T2"], _sandbox.ListedCodes("A"));
        Assert.Equal(201, _sandbox.AddTags("B", "T1").Status);
    }

    [Theory]
    [InlineData("A", "T1:OTHER")]
    [InlineData("A", "NONE")]
    [InlineData("B", "T1")]
    public void A_tag_not_held_with_that_code_and_plate_is_not_cancelled(string refId, string tag)
    {
        _sandbox.AddCustomer("A", "T1");
        _sandbox.AddCustomer("B");

        Answer answer = _sandbox.CancelTags(refId, tag);

        Assert.Equal(200, answer.Status);
        Assert.EndsWith("\"cancell\":false}]}", answer.Body, StringComparison.Ordinal);
        Assert.Equal(["T1"], _sandbox.ListedCodes("A"));
    }

    [Fact]
    public void A_tag_named_twice_is_cancelled_once()
    {
        _sandbox.AddCustomer("A", "T1");

        Assert.Equal(
            """{"customer":1,"tagsCancell":[{"tag":"T1","cancell":true},{"tag":"T1","cancell":false}]}""",
            _sandbox.CancelTags("A", "T1", "T1").Body);
    }

    [Fact]
    public void Writes_to_an_unknown_customer_are_not_found_and_change_nothing()
    {
        _sandbox.AddCustomer("A", "T1");
        Answer notFound = new(404, """{"statusCode":404,"message":"Customer not found","error":"Not Found"}""");

        Assert.Equal(notFound, _sandbox.AddTags("X", "T2"));
        Assert.Equal(notFound, _sandbox.CancelTags("X", "T1"));
        Assert.Equal(notFound, _sandbox.List("X"));
        Assert.Equal(["T1"], _sandbox.ListedCodes("A"));
    }

    [Theory]
    [InlineData("1", 201)]
    [InlineData("1.0", 201)]
    [InlineData("2", 404)]
    [InlineData("0", 404)]
    [InlineData("-1", 404)]
    [InlineData("1.5", 404)]
    [InlineData("1e999", 404)]
    public void A_number_that_comes_with_the_reference_must_be_the_customers(string id, int status)
    {
        _sandbox.AddCustomer("A");
        _sandbox.AddCustomer("B");

        Assert.Equal(status, _sandbox.Send("POST", TestSandbox.TagListPath, $$"""{"refId":"A","customerId":{{id}}}""").Status);
        Assert.Equal(
            status,
            _sandbox.Send("POST", TestSandbox.TagAddPath, $$"""{"customer":{"refId":"A","id":{{id}}},"tags":[{"code":"T","plate":"P"}]}""").Status);
        Assert.Equal(
            status == 201 ? 200 : status,
            _sandbox.Send("PUT", TestSandbox.TagCancelPath, $$"""{"customer":{"refId":"A","id":{{id}}},"tags":[{"code":"T","plate":"P"}]}""").Status);
    }

    [Theory]
    [InlineData("GET", "/x")]
    [InlineData("GET", TestSandbox.TagListPath)]
    [InlineData("POST", TestSandbox.TagCancelPath)]
    [InlineData("POST", "/api/v3/business/tag/list/")]
    [InlineData("POST", "/api/v3/business/Tag/list")]
    [InlineData("GET", "/__sandbox/state")]
    public void Any_other_route_cannot_be_called_even_without_a_token(string method, string path)
    {
        string body = $$"""{"statusCode":404,"message":"Cannot {{method}} {{path}}","error":"Not Found"}""";

        Assert.Equal(new Answer(404, body), _sandbox.Send(method, path, "{}"));
        Assert.Equal(new Answer(404, body), _sandbox.Send(method, path, "{}", authorization: null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer wrong")]
    [InlineData("bearer secret")]
    [InlineData("Bearer secret ")]
    [InlineData("Basic secret")]
    public void A_wrong_token_is_unauthorized_before_the_body_is_looked_at(string? authorization)
    {
        Answer unauthorized = new(401, """{"statusCode":401,"message":"Unauthorized"}""");

        Assert.Equal(unauthorized, _sandbox.Send("POST", TestSandbox.TagAddPath, "not JSON", authorization));
        Assert.Equal(unauthorized, _sandbox.Send("POST", TestSandbox.CustomerAddPath, TestSandbox.Customer("A"), authorization));
        Assert.Empty(_sandbox.Api.Snapshot());
    }

    [Fact]
    public void Answers_are_JSON_and_texts_are_no_more_escaped_than_needed()
    {
        SandboxReply reply = _sandbox.Reply("POST", TestSandbox.CustomerAddPath, TestSandbox.Customer("Ñandú", "é+<\\\""));

        Assert.Equal("application/json; charset=utf-8", reply.ContentType);
        Assert.Empty(reply.Headers);
        Assert.Equal("""{"customer":1,"tags":[{"tag":"é+<\"","status":true}]}""", System.Text.Encoding.UTF8.GetString(reply.Body.Span));
    }

    [Fact]
    public void A_sandbox_needs_a_token_and_no_negative_latency()
    {
        Assert.Throws<ArgumentException>(static () => new SandboxApi(new SandboxOptions { Token = "" }));
        Assert.Throws<ArgumentException>(static () => new SandboxApi(new SandboxOptions { Token = "t", Latency = TimeSpan.FromTicks(-1) }));
    }
}
