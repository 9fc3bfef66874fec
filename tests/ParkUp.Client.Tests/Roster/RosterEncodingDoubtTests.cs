using System.Text;

namespace ParkUp.Client.Tests;

public class RosterEncodingDoubtTests
{
    [Theory]
    [InlineData("macintosh", "José Núñez")]
    [InlineData("macintosh", "García")]
    [InlineData("macintosh", "MUÑOZ")]
    [InlineData("macintosh", "GARCÍA")]
    [InlineData("macintosh", "Zoë")]
    [InlineData("ibm850", "José Muñoz")]
    [InlineData("ibm850", "MUÑOZ")]
    [InlineData("ibm850", "PÉREZ")]
    [InlineData("ibm850", "LÓPEZ")]
    [InlineData("ibm437", "Peña")]
    public void Words_that_hardly_are_Windows_1252_put_the_encoding_in_doubt(string encoding, string name)
    {
        var bytes = RosterEncodings.Parse(encoding).GetBytes($"RefId;Nombre\rA1;{name}\rA2;Ñandú Pérez Peñón\r");

        var warning = Assert.Single(Warnings(bytes, new()));

        Assert.Contains("the encoding is in doubt", warning, StringComparison.Ordinal);
        Assert.Contains("-Encoding macintosh", warning, StringComparison.Ordinal);
        Assert.Contains("-Encoding ibm850", warning, StringComparison.Ordinal);
        Assert.Empty(Warnings(bytes, new() { Encoding = RosterEncodings.Parse(encoding) }));
        Assert.Equal(name, Rosters.Entries(bytes, new() { Encoding = RosterEncodings.Parse(encoding) })[0].Name);
    }

    [Fact]
    public void The_warning_shows_what_was_read_and_what_would_be()
    {
        var warning = Assert.Single(Warnings(RosterEncodings.Parse("macintosh").GetBytes("RefId;Nombre\rA1;José\r"), new()));

        Assert.Contains("windows-1252: 'JosŽ'. With -Encoding macintosh this is 'José', with -Encoding ibm850 'JosÄ'", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("José Núñez, O’Higgins")]
    [InlineData("“Ñuñoa” – 5 € …")]
    [InlineData("¡Hola! ¿Qué tal? £5 ¥5 N° 3 1ª")]
    [InlineData("GARCÍA MUÑOZ LÓPEZ PÉREZ ÁVILA ÚBEDA ÜBER")]
    [InlineData("continuará…")]
    [InlineData("‘así’, „so“, 5µm, Šime")]
    public void What_is_written_in_Windows_1252_is_not_doubted(string name)
    {
        var bytes = Rosters.Windows1252.GetBytes($"RefId;Nombre\nA1;{name}\n");

        Assert.Empty(Warnings(bytes, new()));
        Assert.Equal(name, Assert.Single(Rosters.Entries(bytes)).Name);
    }

    [Fact]
    public void Bytes_that_disprove_a_mark_of_UTF_8_are_an_error_or_in_the_given_encoding()
    {
        byte[] bytes = [.. "\uFEFFRefId,Name\r\nA1,Jos"u8, 0xE9, .. "\r\n"u8];

        Assert.Contains("begins with the mark of utf-8, but what follows is not utf-8", Rosters.Failure(bytes).Message, StringComparison.Ordinal);
        Assert.Contains("-Encoding windows-1252", Rosters.Failure(bytes).Message, StringComparison.Ordinal);
        var options = new RosterOptions { Encoding = Rosters.Windows1252 };
        Assert.Equal(("A1", "José"), (Rosters.Entries(bytes, options)[0].RefId, Rosters.Entries(bytes, options)[0].Name));
        using var pipe = RosterFile.Open("pipe", new PipeStream(bytes, 3), options, TestContext.Current.CancellationToken);
        Assert.Equal(("A1", "José"), pipe.Rows().Select(row => (row.RefId!, row.Name!)).Single());
    }

    [Fact]
    public void A_mark_is_disproved_far_below_as_well()
    {
        byte[] bytes = [.. "\uFEFFRefId,Name\r\n"u8, .. Enumerable.Repeat("A1,x\r\n"u8.ToArray(), 200_000).SelectMany(row => row), .. "A2,Jos"u8, 0xE9];

        Assert.Contains("mark of utf-8", Assert.Throws<RosterException>(() => Rosters.Open(bytes)).Message, StringComparison.Ordinal);
        Assert.Equal("José", Rosters.Entries(bytes, new() { Encoding = Rosters.Windows1252 })[^1].Name);
    }

    [Fact]
    public void A_mark_of_UTF_16_before_text_of_one_byte_a_character_is_disproved()
    {
        byte[] bytes = [0xFF, 0xFE, .. "RefId,Name\r\nA1,x\r\n"u8];

        Assert.Contains("begins with the mark of utf-16", Rosters.Failure(bytes).Message, StringComparison.Ordinal);
        Assert.Equal("A1", Assert.Single(Rosters.Entries(bytes, new() { Encoding = Encoding.UTF8 })).RefId);
    }

    private static List<string> Warnings(byte[] bytes, RosterOptions options)
    {
        using var file = Rosters.Open(bytes, options);
        List<string> warnings = [];
        while (file.TakeWarning() is { } warning)
        {
            warnings.Add(warning);
        }

        return warnings;
    }
}
