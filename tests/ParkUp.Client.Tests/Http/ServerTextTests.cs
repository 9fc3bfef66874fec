using FsCheck.Xunit;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>What the service says reaches a terminal and a log: it must do no harm there, and never tell the token.</summary>
public sealed class ServerTextTests(FakeService service) : ServiceTests(service)
{
    [Theory]
    [InlineData(@"a\u001b[31mred\u001b[0m", "a[31mred[0m")]
    [InlineData(@"a\u009b31mred", "a31mred")]
    [InlineData(@"title\u001b]0;pwned\u0007", "title]0;pwned")]
    [InlineData(@"one\r\ntwo\tthree\u0000four\u007f", "onetwothreefour")]
    [InlineData(@"left\u202eright\u202c\u2066\u2069\u200e\u061c", "leftright")]
    [InlineData(@"zero\u200b\ufeffwidth\u00ad", "zerowidth")]
    [InlineData(@"line\u2028paragraph\u2029", "lineparagraph")]
    [InlineData(@"tag\udb40\udc41\udb40\udc7fged", "tagged")]
    [InlineData(@"  ñandú 日本 \ud83d\ude97  ", "ñandú 日本 🚗")]
    public async Task Control_and_format_characters_are_taken_out_and_the_rest_is_kept(string json, string shown)
    {
        Service.Answer(FakeService.TagAdd, $$"""{"message":["{{json}}"]}""", 400);

        var error = await RefusalAsync();

        Assert.Equal([shown], error.ServerMessages);
        Assert.Equal($"The service answered 400 Bad Request: {shown}.", error.Message);
    }

    [Property]
    public bool Whatever_is_said_no_control_or_format_character_is_left(string? text) =>
        TextSanitizer.Quote(text ?? string.Empty).EnumerateRunes().All(static rune => System.Text.Rune.GetUnicodeCategory(rune) is not (
            System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format));

    [Fact]
    public void A_cut_never_falls_within_a_character()
    {
        var cut = TextSanitizer.Quote("x" + string.Concat(Enumerable.Repeat("🚗", 400)));

        Assert.EndsWith("🚗…", cut, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', cut);
        Assert.InRange(cut.Length, 499, 501);
    }

    [Theory]
    [InlineData("invalid token {0}!", "invalid token ***!")]
    [InlineData("{0}", "***")]
    [InlineData("{0}{0} Bearer {0}", "****** Bearer ***")]
    public async Task The_token_is_redacted_where_the_service_echoes_it(string said, string shown)
    {
        Service.Answer(FakeService.TagAdd, $$"""{"message":["{{said.Replace("{0}", Make.Token, StringComparison.Ordinal)}}"]}""", 401);

        var error = await RefusalAsync();

        Assert.Equal([shown], error.ServerMessages);
        Assert.DoesNotContain(Make.Token, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"\u0000")]
    [InlineData(@"\u200b")]
    [InlineData(@"\u202e")]
    public async Task The_token_is_redacted_where_it_is_broken_up_by_what_is_taken_out(string mark)
    {
        Service.Answer(FakeService.TagAdd, $$"""{"message":"no {{Make.Token[..4]}}{{mark}}{{Make.Token[4..]}} here"}""", 401);

        Assert.Equal(["no *** here"], (await RefusalAsync()).ServerMessages);
    }

    [Fact]
    public async Task The_token_is_redacted_where_it_lies_across_the_cut()
    {
        Service.Answer(FakeService.TagAdd, $$"""{"message":"{{new string('x', 495)}}{{Make.Token}}"}""", 401);

        Assert.Equal([new string('x', 495) + "***"], (await RefusalAsync()).ServerMessages);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("token {0} is fine")]
    [InlineData("null {0}")]
    [InlineData("<p>{0}</p>")]
    [InlineData("""{"customer":"{0}"}""")]
    [InlineData("""{"customer":{"{0}":1}}""")]
    [InlineData("""{"customer":t{0}}""")]
    public async Task The_token_is_in_no_error_about_an_answer_that_is_not_json(string body)
    {
        Service.Answer(FakeService.TagAdd, body.Replace("{0}", Make.Token, StringComparison.Ordinal), contentType: "text/plain");

        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => Connection.MakeAsync(ApiCall.Add, Stop));

        Assert.DoesNotContain(Make.Token, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_is_redacted_where_the_answer_s_own_type_echoes_it()
    {
        Service.Answer(FakeService.TagAdd, "x", contentType: "text/" + Make.Token);

        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => Connection.MakeAsync(ApiCall.Add, Stop));

        Assert.Contains("'text/***'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n{0}\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n{0} : 1\r\n\r\n")]
    [InlineData("{0}\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{0}\r\n")]
    public async Task What_is_no_http_is_quoted_without_the_token_by_any_exception_within(string answer)
    {
        await using var server = new RawServer(exchange => exchange.SendAsync(answer.Replace("{0}", $"\u001b[31m{Make.Token}\u0007", StringComparison.Ordinal)));

        var error = await Assert.ThrowsAnyAsync<ParkUpException>(() => Make.Connection(server.Address).MakeAsync(ApiCall.Add, Stop));

        Assert.DoesNotContain(Make.Token, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(error.ToString(), static c => c is '\u001b' or '\u0007');
        Assert.NotNull(error.InnerException);
    }

    [Fact]
    public void An_exception_that_quotes_nothing_is_kept_as_it_is_and_another_as_its_kind()
    {
        var secrets = new ConnectionSecrets(BearerToken.From(Make.Secret(Make.Token)));
        var harmless = new HttpRequestException("no", new IOException("gone"));
        var quoting = new HttpRequestException(HttpRequestError.SecureConnectionError, "no", new System.Security.Authentication.AuthenticationException("no " + Make.Token));

        Assert.Same(harmless, FailureSanitizer.Clean(harmless, secrets));
        var cleaned = Assert.IsType<HttpRequestException>(FailureSanitizer.Clean(quoting, secrets));
        Assert.Equal(HttpRequestError.SecureConnectionError, cleaned.HttpRequestError);
        Assert.Equal("no ***", Assert.IsType<System.Security.Authentication.AuthenticationException>(cleaned.InnerException).Message);
    }

    [Fact]
    public async Task The_token_is_redacted_where_a_list_gives_it_for_a_tag()
    {
        Service.Answer(FakeService.TagList, $$"""[{"id":1,"code":"{{Make.Token}}","plate":"x{{Make.Token}}"}]""");

        var tag = Assert.Single(await new TagLister(Connection, RequestObserver.None).ListAsync(new CustomerKey("A1", Id: null), Stop));

        Assert.Equal("***:x***", tag.ToString());
    }

    [Fact]
    public async Task A_person_s_data_is_in_no_error_about_an_answer_that_is_not_json()
    {
        Service.Answer(FakeService.TagAdd, "new customer ana@example.com", contentType: "text/plain");

        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => Connection.MakeAsync(ApiCall.Add, Stop));

        Assert.DoesNotContain("ana@example.com", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("'text/plain'", error.Message, StringComparison.Ordinal);
    }

    private async Task<RefusedException> RefusalAsync() =>
        await Assert.ThrowsAnyAsync<RefusedException>(() => Connection.MakeAsync(ApiCall.Add, Stop));
}
