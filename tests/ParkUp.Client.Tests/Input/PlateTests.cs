using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Input;

/// <summary>The one form of a plate, whatever the keyboard, the font and the culture it came from.</summary>
public sealed class PlateTests
{
    [Theory]
    [InlineData("JPKJ21")]
    [InlineData("jpkj21")]
    [InlineData("JpKj21")]
    [InlineData("jp·kj-21")]
    [InlineData("JP-KJ-21")]
    [InlineData("JP.KJ.21")]
    [InlineData(" JP KJ 21\t\r\n")]
    [InlineData("JP\u00a0KJ\u00a021")] // no-break space
    [InlineData("JP\u202fKJ\u200921")] // narrow and thin spaces
    [InlineData("JP\u3000KJ21")] // ideographic space
    [InlineData("JP\u200bKJ\u200d21\ufeff")] // zero width
    [InlineData("JP\u00adKJ21")] // soft hyphen
    [InlineData("JP\u2010KJ\u201121")] // hyphen, no-break hyphen
    [InlineData("JP\u2013KJ\u201421")] // en and em dash
    [InlineData("JP\u2212KJ21")] // minus
    [InlineData("JP\ufe63KJ\uff0d21")] // small and full-width hyphen
    [InlineData("JP\u2022KJ\u221921")] // bullets
    [InlineData("JP\u2027KJ\u22c521")]
    [InlineData("JP\u30fbKJ21")]
    [InlineData("\u202eJPKJ21\u202c")] // direction marks
    [InlineData("...JPKJ21---")]
    public void Every_way_to_write_a_plate_is_the_same_plate(string text)
    {
        Assert.Equal("JPKJ21", Plate.Normalize(text));
        InCulture.Each(() => Assert.Equal("JPKJ21", Plate.Normalize(text)));
    }

    [Fact]
    public void A_dotted_and_a_dotless_i_are_told_apart_the_same_way_everywhere() => InCulture.Each(static () =>
    {
        Assert.Equal("IIII21", Plate.Normalize("iIiI21"));
        Assert.Equal("ÑANDÚ", Plate.Normalize("ñandú"));
    });

    [Theory]
    [InlineData("AB/12", "AB/12")]
    [InlineData("AB_12", "AB_12")]
    [InlineData("ab,12", "AB,12")]
    [InlineData("日本", "日本")]
    [InlineData("🚗a", "🚗A")]
    public void What_is_no_separator_is_kept(string text, string plate) => Assert.Equal(plate, Plate.Normalize(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("---")]
    [InlineData(" . \u00b7 \u2013 \ufeff")]
    public void A_plate_of_nothing_is_none(string? text) => Assert.Null(Plate.Normalize(text));

    [Property(MaxTest = 500)]
    public bool Normalising_twice_is_normalising_once(string? text)
    {
        var once = Plate.Normalize(text);
        return string.Equals(once, Plate.Normalize(once), StringComparison.Ordinal);
    }

    [Property(MaxTest = 500)]
    public Property Separators_and_case_never_matter() => Prop.ForAll(Arb.From(Written), static written =>
    {
        var (plate, text) = written;
        return string.Equals(Plate.Normalize(text), plate, StringComparison.Ordinal)
            && string.Equals(Plate.Normalize(text.ToLowerInvariant()), plate, StringComparison.Ordinal);
    });

    [Property(MaxTest = 500)]
    public bool Nothing_is_left_to_normalise(string? text) =>
        (Plate.Normalize(text) ?? "X").All(static c => !Plate.IsSeparator(c) && c == char.ToUpperInvariant(c));

    /// <summary>A plate, and a way to write it: long ones too, since the short ones go another way.</summary>
    private static Gen<(string Plate, string Text)> Written =>
        from letters in Gen.NonEmptyListOf(Gen.Elements("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".ToCharArray()))
        from repeat in Gen.Choose(1, 4)
        from separators in Gen.ArrayOf(Gen.Elements("", " ", ".", "-", "·", "\u2013", "\u00a0", "\u200b", "\u00ad"), letters.Count * repeat)
        let plate = string.Concat(Enumerable.Repeat(new string([.. letters]), repeat))
        select (plate, string.Concat(plate.Zip(separators, static (letter, separator) => separator + letter)) + separators[0]);
}
