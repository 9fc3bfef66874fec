using FsCheck.Xunit;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Input;

/// <summary>A yes and a no as people write them; what is neither is kept to be refused by name.</summary>
public sealed class YesNoTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("1")]
    [InlineData("yes")]
    [InlineData("sí")]
    [InlineData("si")]
    [InlineData("verdadero")]
    [InlineData("si\u0301")]
    public void A_yes_is_a_yes_in_any_case_and_culture(string text) => AssertReads(text, expected: true);

    [Theory]
    [InlineData("false")]
    [InlineData("0")]
    [InlineData("no")]
    [InlineData("falso")]
    public void A_no_is_a_no_in_any_case_and_culture(string text) => AssertReads(text, expected: false);

    [Theory]
    [InlineData("maybe")]
    [InlineData("y")]
    [InlineData("n")]
    [InlineData("s")]
    [InlineData("t")]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("01")]
    [InlineData("1.0")]
    [InlineData("truefalse")]
    [InlineData("sì")]
    [InlineData("sı")]
    [InlineData("nó")]
    [InlineData("x")]
    [InlineData("yes!")]
    public void What_is_neither_is_malformed_and_kept(string text) => InCulture.Each(() =>
    {
        var read = YesNo.Parse($" {text}\t");

        Assert.Null(read.Value);
        Assert.True(read.IsMalformed);
        Assert.Equal(text, read.Text);
        Assert.Equal(text, read.ToValue());
        Assert.Equal(text, read.Text);
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    [InlineData("\u00a0\ufeff\u200b")]
    public void A_blank_is_absent_and_never_a_no(string? text)
    {
        var read = YesNo.Parse(text);

        Assert.Null(read.Value);
        Assert.Null(read.Text);
        Assert.False(read.IsMalformed);
        Assert.Null(read.ToValue());
        Assert.Equal(default, read);
    }

    [Fact]
    public void Half_a_character_under_an_accent_is_malformed_and_no_crash()
    {
        // Built here: an attribute would have made U+FFFD of the halves.
        foreach (var text in (string[])["\ud800i\u0301", "s\ud800\u0301", "\udc00\ud800\u0301"])
        {
            Assert.True(YesNo.Parse(text).IsMalformed);
        }
    }

    [Property(MaxTest = 500)]
    public bool Reading_never_throws_and_a_text_is_either_read_or_malformed(string? text)
    {
        var read = YesNo.Parse(text);
        return read.IsMalformed == (read.Text is not null && read.Value is null) && string.Equals(read.Text, CellRules.Restore(RosterField.IsUnlimited, text), StringComparison.Ordinal);
    }

    private static void AssertReads(string text, bool expected) => InCulture.Each(() =>
    {
        foreach (var written in (string[])[text, text.ToUpperInvariant(), char.ToUpperInvariant(text[0]) + text[1..], $" {text}\u00a0"])
        {
            var read = YesNo.Parse(written);
            Assert.Equal(expected, read.Value);
            Assert.False(read.IsMalformed);
            Assert.Equal(expected, read.ToValue());
        }
    });
}
