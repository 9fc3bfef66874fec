using System.Text;

namespace ParkUp.Client.Tests.Plan;

public sealed class PlanRosterTests
{
    [Fact]
    public void A_row_is_checked_and_in_the_form_that_is_sent()
    {
        var row = Assert.Single(Read("RefId,CustomerId,Email,Phone,Name,LastName,IsUnlimited,Code,Plate\n 00123,7,a@example.com,+56 9,Ana,Díaz,sí,=\"C1\",ab-12\n"));

        Assert.Equal(
            new PlanRow
            {
                RefId = "00123",
                CustomerId = 7,
                Email = "a@example.com",
                Phone = "+56 9",
                Name = "Ana",
                LastName = "Díaz",
                IsUnlimited = true,
                Code = "C1",
                Plate = "AB12",
                Line = 2,
            },
            row);
    }

    [Fact]
    public void A_row_of_several_tags_is_several_rows_and_each_tag_is_one()
    {
        var rows = Read("RefId,Tags,Code,Plate\nA1,C1:P1; C2:P2,C3,P3\nA1,C4:P4; c5:p5,C4,p-4\n");

        Assert.Equal("C1:P1 C2:P2 C3:P3 C4:P4 c5:P5", Show(rows));
        Assert.All(rows, static row => Assert.Null(row.Fault));
    }

    [Fact]
    public void A_row_without_a_tag_is_a_row_and_no_fault()
    {
        var row = Assert.Single(Read("RefId,Code,Plate\nA1,,\n"));

        Assert.Equal(new PlanRow { RefId = "A1", Line = 2 }, row);
    }

    [Theory]
    [InlineData("A1,,,C1,")]
    [InlineData("A1,x,,C1,P1")]
    [InlineData("A1,,maybe,C1,P1")]
    [InlineData("A1,,,C1,21-mar")]
    public void A_fault_of_another_cell_keeps_the_customer_and_the_code(string row)
    {
        var read = Assert.Single(Read($"RefId,CustomerId,IsUnlimited,Code,Plate\n{row}\n"));

        Assert.NotNull(read.Fault);
        Assert.Equal("A1", read.RefId);
        Assert.Equal("C1", read.Code);
    }

    [Theory]
    [InlineData("A1,,,,P1", "A1", null)]
    [InlineData("A1,,,1.2E+15,P1", "A1", null)]
    [InlineData(",,,C1,P1", null, "C1")]
    [InlineData("1.2E+15,,,C1,P1", null, "C1")]
    public void What_cannot_be_read_is_left_out(string row, string? refId, string? code)
    {
        var read = Assert.Single(Read($"RefId,CustomerId,IsUnlimited,Code,Plate\n{row}\n"));

        Assert.NotNull(read.Fault);
        Assert.Equal((refId, code), (read.RefId, read.Code));
    }

    [Fact]
    public void One_of_several_tags_that_cannot_be_read_spoils_itself_only()
    {
        var rows = Read("RefId,Tags\nA1,C1:P1; C2; C3:P3\n");

        Assert.Equal("C1:P1 C2: C3:P3", Show(rows));
        Assert.Equal([false, true, false], rows.Select(static row => row.Fault is not null));
    }

    [Theory]
    [InlineData("A1,C1,P1,more")]
    [InlineData("A1,\"C1,P1")]
    [InlineData("A1,\"C1\"x,P1")]
    [InlineData("A1,C1")]
    public void A_row_whose_cells_do_not_line_up_is_trusted_in_nothing(string row)
    {
        var read = Read($"RefId,Code,Plate\n{row}\nB2,C2,P2\n")[0];

        Assert.NotNull(read.Fault);
        Assert.Equal(new PlanRow { Line = 2, Fault = read.Fault }, read);
    }

    [Theory]
    [InlineData("Action", "RevokeTag", "revocation of a plan")]
    [InlineData("Acción", "'revoketag", "revocation of a plan")]
    [InlineData("Action", "5", "revocation of a plan")]
    [InlineData("FailedOperation", "RevokeTag", "revocation of a plan")]
    [InlineData("FailedOperation", "Revoke", "revocation that did not succeed")]
    [InlineData("Operation", "Revoke", "revocation that did not succeed")]
    [InlineData("Operation", "Change", "change of a plate")]
    public void A_row_that_revokes_or_failed_to_change_is_no_wanted_tag(string column, string cell, string reason)
    {
        var row = Assert.Single(Read($"RefId,Code,Plate,{column}\nA1,C1,P1,{cell}\n"));

        Assert.Contains(reason, row.Fault, StringComparison.Ordinal);
        Assert.Equal("A1", row.RefId);
    }

    [Theory]
    [InlineData("Action,Status", "AddTag,Ready")]
    [InlineData("Action,Status", "Keep,Held")]
    [InlineData("Action", "Alta")]
    [InlineData("Operation,Succeeded", "Add,False")]
    public void A_row_that_adds_is_a_wanted_tag(string columns, string cells) =>
        Assert.Null(Assert.Single(Read($"RefId,Code,Plate,{columns}\nA1,C1,P1,{cells}\n")).Fault);

    [Fact]
    public void A_file_without_a_last_line_break_may_be_cut_off_in_its_last_row()
    {
        var rows = Read("RefId,Tags\nA1,C1:P1\nB2,C2:P2; C3:P3");

        Assert.Equal([false, true, true], rows.Select(static row => row.MayBeCut));
    }

    [Fact]
    public void Of_several_files_each_may_be_cut_off()
    {
        using var first = TempFile.Of("RefId,Code,Plate\nA1,C1,P1");
        using var second = TempFile.Of("Ref;Tag;Patente\nB2;C2;P2\n");

        List<PlanRow> rows = [];
        foreach (var path in new[] { first.Path, second.Path })
        {
            using var file = RosterFile.Open(path, new(), TestContext.Current.CancellationToken);
            PlanFiles.Read(file, path, rows, static _ => { });
        }

        Assert.Equal("C1:P1 C2:P2", Show(rows));
        Assert.Equal([true, false], rows.Select(static row => row.MayBeCut));
    }

    [Fact]
    public void In_an_encoding_that_is_in_doubt_only_ascii_is_trusted()
    {
        // As macintosh writes é, which is a sign of Windows-1252.
        var rows = Read(Encoding.Latin1.GetBytes("RefId,Name,Code,Plate\nA1,Jos\u008e,C1,P1\nPe\u008ea,Ana,C2,P2\nB2,Ana,C\u008e3,P3\n"));

        Assert.Equal([null, true, true], rows.Select(static row => row.Fault?.Contains("in doubt", StringComparison.Ordinal)));
        Assert.Equal([("A1", "C1"), (null, null), (null, null)], rows.Select(static row => (row.RefId, row.Code)));
    }

    [Fact]
    public void Accents_in_an_encoding_that_is_known_are_trusted() =>
        Assert.Null(Assert.Single(Read("RefId,Code,Plate\nPeña,Cé3,Ñ1\n")).Fault);

    [Theory]
    [InlineData("RefId,Code,Plate\n")]
    [InlineData("RefId,Code,Plate\nRefId,Code,Plate\nTotal,12,\n\n")]
    [InlineData("RefId,Plate\nA1,P1\n")]
    [InlineData("RefId,Code\nA1,C1\n")]
    [InlineData("RefId,Email\nA1,a@example.com\n")]
    [InlineData("Code,Plate\nC1,P1\n")]
    public void A_roster_without_rows_or_columns_that_it_needs_is_no_roster_to_compare(string text)
    {
        var failure = Assert.Throws<RosterException>(() => Read(text));

        Assert.Contains(Rosters.FileName, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RefId,CustomerId,Code,Plate,Seen,Missing,Revoked,BaseUri\nA1,,C1,P1,,,2026-11-26T03:00:00Z,https://api.parkup.cl/\n", "is a state")]
    [InlineData("RefId;Code;Plate;seen;missing;revoked;baseuri\nA1;C1;P1;;;;\n", "is a state")]
    [InlineData("Action,Status,RefId,Code,Plate,PlannedAt\nAddTag,Ready,A1,C1,P1,2026-11-26T03:00:00Z\n", "is a plan")]
    [InlineData("Acción;RefId;Code;Plate;PlannedAt\nAddTag;A1;C1;P1;2026-11-26T03:00:00Z\n", "is a plan")]
    public void A_state_and_a_plan_are_no_roster_to_compare(string text, string reason)
    {
        var failure = Assert.Throws<RosterException>(() => Read(text));

        Assert.Contains($"'{Rosters.FileName}' {reason}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RefId,Code,Plate,Seen,Missing,Revoked\nA1,C1,P1,,,\n")]
    [InlineData("RefId,Code,Plate,Action\nA1,C1,P1,Alta\n")]
    [InlineData("RefId,Code,Plate,PlannedAt\nA1,C1,P1,2026-11-26T03:00:00Z\n")]
    public void A_roster_may_have_some_columns_of_a_state_or_a_plan(string text) => Assert.Null(Assert.Single(Read(text)).Fault);

    [Fact]
    public void What_was_guessed_about_a_file_is_said()
    {
        List<string> warnings = [];
        using var file = Rosters.Open("Legajo,Code,Plate\nA1,C1,P1\nTotal,1,\n");

        PlanFiles.Read(file, Rosters.FileName, [], warnings.Add);

        Assert.Equal(2, warnings.Count);
    }

    [Fact]
    public void A_file_that_changes_while_it_is_read_is_no_roster_to_compare()
    {
        using var temp = TempFile.Of("Legajo,Code,Plate\nA1,C1,P1\nB2,C2,P2\n");
        using var file = RosterFile.Open(temp.Path, new() { RefusesChange = true }, TestContext.Current.CancellationToken);

        // What is guessed about the column is said with the first row.
        var failure = Assert.Throws<RosterException>(() => PlanFiles.Read(file, temp.Path, [], _ => File.AppendAllText(temp.Path, "C3,C3,P3\n")));

        Assert.Contains("changed", failure.Message, StringComparison.Ordinal);
    }

    private static List<PlanRow> Read(string text) => Read(Rosters.Utf8.GetBytes(text));

    private static List<PlanRow> Read(byte[] bytes)
    {
        List<PlanRow> rows = [];
        using var file = Rosters.Open(bytes);
        PlanFiles.Read(file, Rosters.FileName, rows, static _ => { });
        return rows;
    }

    private static string Show(List<PlanRow> rows) => string.Join(' ', rows.Select(static row => $"{row.Code}:{row.Plate}"));
}
