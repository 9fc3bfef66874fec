namespace ParkUp.Client.Tests.Fuzz;

/// <summary>
/// Thousands of spoilt rosters: each ends in rows, or in the one exception that names the file; and a pipe that brings
/// the same bytes a few at a time ends in the same.
/// </summary>
public sealed class RosterFuzzTests
{
    private const int Seed = 20_260_301;
    private const int Rounds = 400;

    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private static readonly string[] Texts =
    [
        "RefId,Email,Phone,Name,Code,Plate\r\nA1,ana@example.com,+56911111111,Íñigo,T1,AB1234\r\nA2,b@example.com,+56922222222,\"Muñoz, Peña\",T2,\"BB\r\n2222\"\r\n",
        "sep=;\r\nReferencia;Correo;Ilimitado;Patente;Código\r\nA1;ana@example.com;sí;jp·kj-21;T1\r\n;;;;\r\nA2;b@example.com;no;BB2222;\"T\"\"2\"\"\"\r\n",
        "\"Ref\"\t\"Plate\"\t\"Nota\"\n\"A1\"\t\"AB1234\"\t\"x\ny\"\n\"A2\"\t\"CD5678\"\n",
        "RefId|Patente\rA1|AB1234\rA2|CD5678",
    ];

    private static readonly string[] Given = ["utf8", "unicode", "bigendianunicode", "utf32", "ansi", "ascii", "932", "gb18030", "iso-2022-jp"];
    private static readonly char?[] Delimiters = [null, null, null, ',', ';', 'e', '\0', '\uD83D', '\uFFFF'];

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    [InlineData("windows-1252")]
    public void A_spoilt_roster_ends_in_rows_or_in_one_clear_error(string name)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Hang);
        var read = 0;
        for (var number = 0; number < Rounds; number++)
        {
            var random = new Random(Seed + number);
            var bytes = Spoilt(random, name);
            var options = new RosterOptions
            {
                Encoding = random.Next(4) == 0 ? RosterEncodings.Parse(Given[random.Next(Given.Length)]) : null,
                Delimiter = random.Next(4) == 0 ? Delimiters[random.Next(Delimiters.Length)] : null,
            };
            try
            {
                var whole = Read(new MemoryStream(bytes), bytes.Length, options, stop.Token);
                Assert.Equal(whole, Read(new PipeStream(bytes, random.Next(1, 30)), bytes.Length, options, stop.Token));
                read += whole.Count > 1 ? 1 : 0;
            }
            catch (Exception wrong)
            {
                Assert.Fail($"Seed {Seed}, round {number}, {options.Encoding?.WebName} {options.Delimiter}: {wrong}{Environment.NewLine}{Convert.ToHexString(bytes)}");
            }
        }

        // Or nothing was tried but the refusal.
        Assert.InRange(read, Rounds / 20, Rounds);
    }

    private static byte[] Spoilt(Random random, string name)
    {
        var encoding = RosterEncodings.Parse(name);
        var text = Texts[random.Next(Texts.Length)];
        var bytes = random.Next(2) == 0 ? Rosters.Marked(encoding, text) : encoding.GetBytes(text);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            bytes = Mutation.OfBytes(random, bytes);
        }

        return bytes;
    }

    /// <summary>Each row as a text, and the exception's message last where there was one.</summary>
    private static List<string> Read(Stream stream, int length, RosterOptions options, CancellationToken stop)
    {
        List<string> rows = [];
        try
        {
            using var file = RosterFile.Open(Rosters.FileName, stream, options, stop);
            foreach (var entry in file.Rows())
            {
                rows.Add(string.Join('\u0001', entry.Line, entry.RefId, entry.Email, entry.Phone, entry.Name, entry.IsUnlimited, entry.Code, entry.Plate, entry.Fault?.Message));
                Assert.InRange(rows.Count, 1, length);
                Assert.InRange(entry.Line, 1, length + 1);
            }
        }
        catch (RosterException failure)
        {
            Assert.Equal(Rosters.FileName, failure.Path);
            Assert.Contains(Rosters.FileName, failure.Message, StringComparison.Ordinal);
            Assert.InRange(failure.Line ?? 1, 1, length + 1);
            rows.Add(failure.Message);
        }

        return rows;
    }
}
