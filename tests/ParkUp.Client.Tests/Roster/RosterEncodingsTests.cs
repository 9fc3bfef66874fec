namespace ParkUp.Client.Tests;

public class RosterEncodingsTests
{
    [Theory]
    [InlineData("utf8", 65001)]
    [InlineData("UTF8", 65001)]
    [InlineData("utf8BOM", 65001)]
    [InlineData("utf8NoBOM", 65001)]
    [InlineData("utf-8", 65001)]
    [InlineData("unicode", 1200)]
    [InlineData("utf16", 1200)]
    [InlineData("utf-16LE", 1200)]
    [InlineData("bigendianunicode", 1201)]
    [InlineData("utf32", 12000)]
    [InlineData("ascii", 20127)]
    [InlineData("ansi", 1252)]
    [InlineData("windows-1252", 1252)]
    [InlineData(" 1252 ", 1252)]
    [InlineData("cp1252", 1252)]
    [InlineData("latin1", 28591)]
    [InlineData("iso-8859-1", 28591)]
    [InlineData("iso-8859-15", 28605)]
    [InlineData("850", 850)]
    [InlineData("ibm850", 850)]
    [InlineData("macintosh", 10000)]
    [InlineData("MacRoman", 10000)]
    [InlineData("cp850", 850)]
    [InlineData("ibm437", 437)]
    [InlineData("ibm858", 858)]
    [InlineData("cp-858", 858)]
    [InlineData("latin9", 28605)]
    [InlineData("shift_jis", 932)]
    public void Encodings_go_by_the_names_people_use(string name, int codePage) =>
        Assert.Equal(codePage, RosterEncodings.Parse(name).CodePage);

    [Theory]
    [InlineData("")]
    [InlineData("klingon")]
    [InlineData("0")]
    [InlineData("3")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    [InlineData("65536")]
    [InlineData("utf7")]
    [InlineData("utf-7")]
    public void Other_names_are_refused_and_the_usual_ones_listed(string name)
    {
        var failure = Assert.Throws<ArgumentException>(() => RosterEncodings.Parse(name));

        Assert.All(RosterEncodings.CommonNames, common => Assert.Contains(common, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_common_name_is_an_encoding() =>
        Assert.All(RosterEncodings.CommonNames, name => Assert.NotNull(RosterEncodings.Parse(name)));
}
