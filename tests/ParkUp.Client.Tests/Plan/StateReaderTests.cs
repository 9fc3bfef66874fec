using System.Text;

namespace ParkUp.Client.Tests.Plan;

public sealed class StateReaderTests : IDisposable
{
    private readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_is_not_there_is_an_empty_state() => Assert.Equal(0, _folder.Read().Count);

    [Fact]
    public void A_folder_that_is_not_there_is_an_error() =>
        Assert.Throws<RosterException>(() => StateFile.Read(_folder.In("nowhere/hr.state.csv"), StateFolder.Service, CancellationToken.None));

    [Theory]
    [InlineData("")]
    [InlineData("\r\n \r\n")]
    [InlineData("no,state\n1,2\n")]
    public void A_file_without_a_usable_header_is_no_state_and_is_not_called_a_roster(string content)
    {
        var failure = Assert.Throws<RosterException>(() => _folder.With(content).Read());

        Assert.StartsWith($"The state '{_folder.Path}' has no header", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(failure.InnerException);
    }

    [Theory]
    [InlineData("RefId,RefId,Code,Plate\nA,B,C,D\n", "RefId")]
    [InlineData("\"RefId,Code,Plate\nA,B,C\n", "quote")]
    [InlineData("PK\u0003\u0004", "workbook")]
    public void What_is_wrong_with_a_header_or_a_file_that_is_no_text_is_said(string content, string says) =>
        Assert.Contains(says, Assert.Throws<RosterException>(() => _folder.With(content).Read()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_row_has_all_that_is_known_of_a_tag()
    {
        var state = _folder.With("""
            RefId,CustomerId,Code,Plate,Seen,Missing,Revoked,BaseUri
            00123,7,C1,ab-12,2026-01-02T03:04:05Z,2026-02-03T04:05:06.5Z,2026-03-04T05:06:07Z,https://api.parkup.cl/
            """).Read();

        Assert.Equal(
            new StateEntry
            {
                RefId = "00123",
                CustomerId = 7,
                Code = "C1",
                Plate = "AB12",
                Seen = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
                Missing = new DateTimeOffset(2026, 2, 3, 4, 5, 6, 500, TimeSpan.Zero),
                Revoked = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
            },
            Assert.Single(state.Entries));
    }

    [Fact]
    public void The_roster_of_last_month_is_a_state()
    {
        var state = _folder.With("Referencia;Nombre;Código;Patente;Tags\nA1;Ana;C1;ab-12;\nA1;Ana;;;\"C2:P2; C3:P3\"\nB2;Beto;;;\n").Read();

        Assert.Equal("A1 C1 AB12, A1 C2 P2, A1 C3 P3", string.Join(", ", state.Entries.Select(static entry => $"{entry.RefId} {entry.Code} {entry.Plate}")));
        Assert.All(state.Entries, static entry => Assert.Null(entry.Seen));
    }

    [Fact]
    public async Task A_state_that_a_spreadsheet_saved_again_is_read()
    {
        await _folder.SaveAsync(StateFolder.Entry("A1", "C1", "P1") with { Seen = DateTimeOffset.UnixEpoch }, StateFolder.Entry("Ñandú", "C2", "P2"));
        var before = _folder.Read().Entries.ToList();

        var text = File.ReadAllText(_folder.Path).Replace(',', ';');
        File.WriteAllText(_folder.Path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Equal(before, _folder.Read().Entries);
    }

    [Theory]
    [InlineData("A1,C1,P1,,,,https://other.example/")]
    [InlineData("A1,C1,P1,,,,http://api.parkup.cl/")]
    [InlineData("A1,C1,P1,,,,https://api.parkup.cl/test/")]
    [InlineData(",,,,,,https://other.example/")]
    public void A_state_of_another_service_is_a_mismatch_that_names_both(string row)
    {
        var mismatch = Assert.Throws<PlanMismatchException>(() => _folder.With(Header + row).Read());

        Assert.Contains(row.Split(',')[^1], mismatch.Message, StringComparison.Ordinal);
        Assert.Contains("https://api.parkup.cl/", mismatch.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://api.parkup.cl")]
    [InlineData("HTTPS://API.parkup.cl:443/")]
    [InlineData("")]
    public void An_address_in_another_spelling_is_of_the_same_service(string address) =>
        Assert.Equal(2, _folder.With(Header + "A1,C1,P1,,,," + address + "\n").Read().Count);

    private const string Header = "RefId,Code,Plate,Seen,Missing,Revoked,BaseUri\nA0,C0,P0,,,,\n";

    [Theory]
    [InlineData(",C1,P1,,,,")]
    [InlineData("A1,C1,,,,,")]
    [InlineData("A1,,P1,,,,")]
    [InlineData("A1,C1,P1,yesterday,,,")]
    [InlineData("A1,C1,P1,2026-01-02,,,")]
    [InlineData("A1,C1,P1,2026-01-02T03:04:05,,,")]
    [InlineData("A1,C1,P1,2026-01-02T03:04:05+01:00,,,")]
    [InlineData("A1,C1,P1,,02-01-2026 3:04,,")]
    [InlineData("A1,C1,P1,,,1,")]
    [InlineData("A1,C1,P1,,,,parkup")]
    [InlineData("A1,C1,P1,,,,ftp://api.parkup.cl/")]
    [InlineData("A1,C1,P1,,,,,more")]
    [InlineData("A1,\"C1,P1,,,,")]
    [InlineData("A1,1.2E+15,P1,,,,")]
    [InlineData("A1,C1,21-mar,,,,")]
    public void A_row_that_cannot_be_read_spoils_the_state(string row)
    {
        var damage = Assert.Throws<RosterException>(() => _folder.With(Header + row + "\n").Read());

        Assert.Equal(3, damage.Line);
        Assert.Contains(_folder.Path, damage.Message, StringComparison.Ordinal);
        Assert.Contains("line 3", damage.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A1,C1,P")]
    [InlineData("A1,C1,P1,")]
    [InlineData("A1,C1,P1,2026-01-02T03:04:05Z,,")]
    public void A_state_that_ends_within_a_row_is_damaged(string row)
    {
        Assert.Equal(3, Assert.Throws<RosterException>(() => _folder.With(Header + row).Read()).Line);
        Assert.Equal(2, _folder.With(Header + row + "\n").Read().Count);
    }

    [Theory]
    [InlineData("RefId,CustomerId,Code,Plate\nA1,-1,C1,P1\n")]
    [InlineData("RefId,CustomerId,Code,Plate\nA1,x,C1,P1\n")]
    [InlineData("RefId,Tags\nA1,C1:P1;C2\n")]
    public void A_wrong_number_or_cell_of_tags_spoils_the_state(string text) =>
        Assert.Equal(2, Assert.Throws<RosterException>(() => _folder.With(text).Read()).Line);

    [Theory]
    [InlineData("RefId,Plate\nA1,P1\n", "Code")]
    [InlineData("RefId,Code\nA1,C1\n", "Plate")]
    [InlineData("Code,Plate\nC1,P1\n", "RefId")]
    public void A_state_without_a_column_that_it_needs_is_damaged(string text, string column) =>
        Assert.Contains($"no column {column}", Assert.Throws<RosterException>(() => _folder.With(text).Read()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_reference_that_depends_on_an_encoding_in_doubt_spoils_the_state()
    {
        // Muñoz as macintosh writes it.
        _folder.With("RefId,Code,Plate\nA1,C1,P1\nMu\u0096oz,C2,P2\n", Encoding.Latin1);

        var damage = Assert.Throws<RosterException>(() => _folder.Read());

        Assert.Equal(3, damage.Line);
    }
}
