using FsCheck.Xunit;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>A token that no header can carry is refused by name, and no error ever repeats it.</summary>
public sealed class BearerTokenTests
{
    public static TheoryData<string, string> Bad => new()
    {
        { "", "The token is blank." },
        { " ", "The token is blank." },
        { "\t\u00a0", "The token is blank." },
        { "\n", "The token is blank." },
        { "\ufeff", "The token is blank." },
        { "\"\"", "The token is blank." },
        { "''", "The token is blank." },
        { "s3cr3t\n", "The token begins or ends with a line break" },
        { "s3cr3t\r\n", "The token begins or ends with a line break" },
        { "\r\ns3cr3t", "The token begins or ends with a line break" },
        { "s3c\rr3t", "The token contains a line break" },
        { "s3c\nr3t\n", "The token contains a line break" },
        { " s3cr3t", "The token begins or ends with a blank. Trim it." },
        { "s3cr3t ", "The token begins or ends with a blank. Trim it." },
        { "s3cr3t\t", "The token begins or ends with a blank. Trim it." },
        { "s3cr3t\u00a0", "The token begins or ends with a blank. Trim it." },
        { "Bearer s3cr3t", "The token begins with 'Bearer' or with the name of a header. Give only what follows it." },
        { "bearer  s3cr3t\n", "The token begins with 'Bearer'" },
        { "BEARER:s3cr3t", "The token begins with 'Bearer'" },
        { "Bearer", "The token begins with 'Bearer'" },
        { "Authorization: Bearer s3cr3t", "The token begins with 'Bearer'" },
        { "authorization:s3cr3t", "The token begins with 'Bearer'" },
        { "\"s3cr3t\"", "The token is in quotes. Remove them." },
        { "'s3cr3t'", "The token is in quotes. Remove them." },
        { "`s3cr3t`", "The token is in quotes. Remove them." },
        { "“s3cr3t”", "The token is in quotes. Remove them." },
        { "«s3cr3t»", "The token is in quotes. Remove them." },
        { "\"Bearer s3cr3t\"\r\n", "The token is in quotes. Remove them." },
        { "\ufeff\"s3cr3t\"", "The token is in quotes. Remove them." },
        { "s3c\tr3t", "The token contains a blank." },
        { "s3c r3t", "The token contains a blank." },
        { "s3cr3tñ", "The token contains a character that an HTTP header does not allow." },
        { "s3cr3t\u0000", "The token contains a character that an HTTP header does not allow." },
        { "s3cr3t\u007f", "The token contains a character that an HTTP header does not allow." },
        { "\ufeffs3cr3t", "The token contains an invisible character, such as the byte order mark of a file." },
        { "s3cr3t\u200b", "The token contains an invisible character" },
        { "s3c\u200er3t", "The token contains an invisible character" },
        { "s3cr3t🚗", "The token contains a character that an HTTP header does not allow." },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_token_that_cannot_be_sent_is_refused_without_being_told(string token, string message)
    {
        var options = Make.Options(new Uri("https://parkup.example")) with { Token = Make.Secret(token) };

        var error = Assert.Throws<InvalidInputException>(() => ParkUpConnection.Open(options));

        Assert.Equal("Token", error.Field);
        Assert.Equal(Outcome.Rejected, OutcomeRules.OfFailure(error));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3c", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("bearer-of-news")]
    [InlineData("it's")]
    [InlineData("'half")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_DEF")]
    [InlineData("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")]
    public void Every_visible_ascii_character_may_be_in_a_token(string token)
    {
        var header = BearerToken.From(Make.Secret(token)).ToHeader();

        Assert.Equal("Bearer " + token, header.ToString());
    }

    [Property]
    public bool A_token_is_taken_exactly_where_all_its_characters_are_visible_ascii(string? text)
    {
        var token = text ?? string.Empty;
        var fits = token.Length > 0 && token.All(static c => c is > ' ' and <= '~')
            && !(IsQuote(token[0]) && IsQuote(token[^1])) && !token.StartsWith("bearer", StringComparison.OrdinalIgnoreCase);
        static bool IsQuote(char c) => c is '"' or '\'' or '`';
        try
        {
            return string.Equals(BearerToken.From(Make.Secret(token)).ToHeader().Parameter, token, StringComparison.Ordinal) && fits;
        }
        catch (InvalidInputException)
        {
            return !fits;
        }
    }

    [Fact]
    public void A_token_of_the_environment_is_named_by_its_variable()
    {
        var options = Make.Options(new Uri("https://parkup.example")) with { Token = Make.Secret("Bearer s3cr3t"), TokenVariable = "PARKUP_TOKEN" };

        var error = Assert.Throws<InvalidInputException>(() => ParkUpConnection.Open(options));

        Assert.Equal("PARKUP_TOKEN", error.Field);
        Assert.Equal("The token comes from the environment variable PARKUP_TOKEN.", error.Hint);
    }

    [Fact]
    public void The_caller_may_dispose_of_theirs()
    {
        var theirs = Make.Secret("mine");
        var token = BearerToken.From(theirs);

        theirs.Dispose();

        Assert.Equal("Bearer mine", token.ToHeader().ToString());
    }

    [Fact]
    public void The_caller_s_secret_stays_usable_and_changes_nothing_later()
    {
        using var theirs = Make.Secret("mine");
        var token = BearerToken.From(theirs);

        theirs.AppendChar('2');

        Assert.Equal("Bearer mine", token.ToHeader().ToString());
        Assert.False(token.Matches(theirs));
        Assert.True(token.Matches(Make.Secret("mine")));
        Assert.False(token.Matches(Make.Secret("MINE")));
    }
}
