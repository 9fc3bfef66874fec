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
        { "s3cr3t\n", "The token contains a line break" },
        { "s3cr3t\r\n", "The token contains a line break" },
        { "s3c\rr3t", "The token contains a line break" },
        { " s3cr3t", "The token contains a space" },
        { "s3cr3t ", "The token contains a space" },
        { "Bearer s3cr3t", "The token contains a space" },
        { "s3c\tr3t", "The token contains a space" },
        { "s3cr3tñ", "The token contains a space, or a character that an HTTP header does not allow." },
        { "s3cr3t\u0000", "The token contains a space, or a character that an HTTP header does not allow." },
        { "s3cr3t\u007f", "The token contains a space, or a character that an HTTP header does not allow." },
        { "\ufeffs3cr3t", "The token contains a space, or a character that an HTTP header does not allow." },
        { "s3cr3t\u200b", "The token contains a space, or a character that an HTTP header does not allow." },
        { "s3cr3t🚗", "The token contains a space, or a character that an HTTP header does not allow." },
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
        var fits = token.Length > 0 && token.All(static c => c is > ' ' and <= '~');
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
