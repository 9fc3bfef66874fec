using System.Net.Http.Headers;
using System.Text;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>The reasons in the body of an error, in the shapes of frameworks, gateways and web servers.</summary>
public sealed class ErrorBodyTests(FakeService service) : ServiceTests(service)
{
    private static readonly ConnectionSecrets Secrets = new(BearerToken.From(Make.Secret(Make.Token)));

    public static TheoryData<string, string> Json => new()
    {
        { """{"statusCode":400,"message":"no such plan","error":"Bad Request"}""", "no such plan" },
        { """{"message":["tags.0.plate must be a string","email must be an email"]}""", "tags.0.plate must be a string|email must be an email" },
        { """{"message":[{"property":"email","constraints":{"isEmail":"email must be an email"}}]}""", "email must be an email" },
        { """{"message":[{"property":"email","constraints":{"isEmail":"no es un correo","max":"es muy largo"}}]}""", "email: no es un correo|email: es muy largo" },
        { """{"message":[{"property":"tags","children":[{"property":"1","children":[{"property":"plate","constraints":{"isString":"plate must be a string"}}]}]}]}""", "tags.1.plate must be a string" },
        { """{"message":[{"property":"tags","children":[{"property":"1","children":[{"property":"plate","constraints":{"x":"no es válida"}}]}]}]}""", "tags.1.plate: no es válida" },
        { """[{"property":"refId","constraints":{"isString":"refId must be a string"},"children":[]}]""", "refId must be a string" },
        { """{"message":{"statusCode":400,"message":["one","two"],"error":"Bad Request"}}""", "one|two" },
        { """{"type":"about:blank","title":"Not valid","status":400,"detail":"The RefId is too long."}""", "Not valid|The RefId is too long." },
        { """{"title":"Not valid","status":400}""", "Not valid" },
        { """{"title":"One or more validation errors occurred.","errors":{"Email":["is required","is odd"],"Phone":["is short"]}}""", "One or more validation errors occurred.|Email: is required|Email: is odd|Phone: is short" },
        { """{"title":"One or more validation errors occurred.","errors":{"Tags[0].Plate":["is required"],"$.tags[2].code":["is odd"]}}""", "tags.0.Plate: is required|tags.2.code: is odd" },
        { """{"detail":"See errors.","errors":[{"pointer":"#/tags/1/plate","detail":"is odd"}]}""", "tags.1.plate: is odd" },
        { """{"detail":[{"loc":["body","tags",1,"plate"],"msg":"field required","type":"value_error"}]}""", "tags.1.plate: field required" },
        { """{"detail":"Not authenticated"}""", "Not authenticated" },
        { """{"error":{"code":400,"message":"the plan is over"}}""", "the plan is over" },
        { """{"error":{"errors":[{"field":"email","message":"is odd"}],"message":"Invalid"}}""", "Invalid|email: is odd" },
        { """{"errors":["one","two"]}""", "one|two" },
        { """{"errors":[{"message":"one"},{"title":"two","detail":"three"}]}""", "one|two|three" },
        { """{"errors":"only one"}""", "only one" },
        { """{"error":"invalid_token","error_description":"The token has expired"}""", "The token has expired" },
        { """{"error":"Conflict"}""", "Conflict" },
        { """{"Message":"An error has occurred."}""", "An error has occurred." },
        { "\"just words\"", "just words" },
        { """["one","two"]""", "one|two" },
        { """{"message":null,"error":"Nope"}""", "Nope" },
        { """{"message":"","error":"Nope"}""", "Nope" },
        { """{"message":7}""", "" },
        { "{}", "" },
        { "[]", "" },
        { "null", "" },
        { """{"message":"unfinished""", "" },
    };

    [Theory]
    [MemberData(nameof(Json))]
    public void The_reason_is_found_in_every_usual_shape(string body, string reasons) =>
        Assert.Equal(reasons.Split('|', StringSplitOptions.RemoveEmptyEntries), Read(Encoding.UTF8.GetBytes(body), "application/json"));

    [Theory]
    [InlineData("no healthy upstream", "text/plain", "no healthy upstream")]
    [InlineData("no healthy upstream", null, "no healthy upstream")]
    [InlineData("  one\r\n\ttwo\nthree\u0007  ", "text/plain", "one two three")]
    [InlineData("upstream request timeout", "application/json", "upstream request timeout")]
    [InlineData("words on a page", "text/html; charset=utf-8", "")]
    [InlineData("<html><h1>404</h1></html>", "text/plain", "")]
    [InlineData("<?xml version='1.0'?><Error/>", "application/xml", "")]
    [InlineData("   ", "text/plain", "")]
    [InlineData("", null, "")]
    public void Plain_words_are_a_reason_and_a_page_is_none(string body, string? type, string reason) =>
        Assert.Equal(reason.Length == 0 ? [] : [reason], Read(Encoding.UTF8.GetBytes(body), type));

    [Theory]
    [InlineData("utf-8", true, "application/json")]
    [InlineData("utf-16", true, "application/json")]
    [InlineData("utf-16BE", true, "application/json; charset=utf-8")]
    [InlineData("utf-16", false, "application/json; charset=utf-16")]
    [InlineData("iso-8859-1", false, "application/json; charset=iso-8859-1")]
    [InlineData("iso-8859-1", false, "application/json; charset=\"ISO-8859-1\"")]
    [InlineData("iso-8859-1", false, "application/json; charset=latin1")]
    [InlineData("iso-8859-1", false, "application/json; charset=windows-1252")]
    [InlineData("iso-8859-1", false, "application/json; charset=utf-8")]
    [InlineData("iso-8859-1", false, "application/json")]
    [InlineData("utf-8", false, "application/json; charset=x-no-such")]
    [InlineData("utf-8", false, "application/json; charset=utf-7")]
    public void A_byte_order_mark_or_a_charset_does_not_hide_the_reason(string encoding, bool mark, string type)
    {
        var with = Encoding.GetEncoding(encoding);
        byte[] body = [.. mark ? with.GetPreamble() : [], .. with.GetBytes("""{"message":"La patente no es válida"}""")];

        Assert.Equal(["La patente no es válida"], Read(body, type));
    }

    [Theory]
    [InlineData("text/plain", "no {0} here")]
    [InlineData("text/plain", "{0}")]
    [InlineData("application/json", """{"error":{"message":"no {0} here"}}""")]
    [InlineData("application/json", """{"errors":{"{0}":["{0}"]}}""")]
    [InlineData("application/json", """{"detail":[{"loc":["{0}"],"msg":"{0}"}]}""")]
    [InlineData("application/json", """{"message":[{"property":"{0}","constraints":{"x":"{0}"}}]}""")]
    public void The_token_and_control_characters_are_in_no_reason(string type, string body)
    {
        foreach (var echo in (string[])[Make.Token, Make.Token[..5] + "\n" + Make.Token[5..], "\u001b[31m" + Make.Token + "\u202e"])
        {
            var said = body.Replace("{0}", type.StartsWith("text", StringComparison.Ordinal) ? echo : System.Text.Json.JsonEncodedText.Encode(echo).ToString(), StringComparison.Ordinal);

            var reason = string.Join('|', Read(Encoding.UTF8.GetBytes(said), type));

            Assert.Contains("***", reason, StringComparison.Ordinal);
            Assert.DoesNotContain(Make.Token[5..], reason, StringComparison.Ordinal);
            Assert.DoesNotContain(reason, static c => char.IsControl(c) || c == '\u202e');
        }
    }

    [Fact]
    public void Reasons_are_bounded_in_length_and_number()
    {
        Assert.Equal(501, Assert.Single(Read(Encoding.UTF8.GetBytes(new string('x', 5000)), "text/plain")).Length);
        Assert.Equal(100, Read(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("{\"errors\":[\"x\"]}", 500))}]"), "application/json").Count);
        Assert.Empty(Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"error\":", 30)) + "\"deep\"" + new string('}', 30)), "application/json"));
    }

    [Theory]
    [InlineData("""{"message":[{"property":"tags","children":[{"property":"1","children":[{"property":"plate","constraints":{"isString":"plate must be a string"}}]}]}]}""")]
    [InlineData("""{"title":"One or more validation errors occurred.","errors":{"Tags[1].Plate":["The Plate field is required."]}}""")]
    [InlineData("""{"detail":[{"loc":["body","tags",1,"plate"],"msg":"field required"}]}""")]
    public async Task A_reason_that_names_a_tag_rejects_that_tag_alone(string body)
    {
        Service.AnswerInTurn(FakeService.TagAdd, (400, body), (200, """{"customer":1,"tagsCreate":[{"tag":"T1","status":true}]}"""));

        var results = await new TagWriter(Connection, Operation.Add, RequestObserver.None).WriteAsync([Make.Order("T1", "AA1111"), Make.Order("T2", "BB2222")], 50, Stop);

        Assert.Equal([Outcome.Added, Outcome.Rejected], results.Select(static result => result.Outcome));
    }

    private static IReadOnlyList<string> Read(byte[] body, string? type) =>
        ErrorBody.Read(body, type is null ? null : MediaTypeHeaderValue.Parse(type), Secrets).Reasons;
}
