namespace ParkUp.Client.Tests;

/// <summary>How a file ends, and whether it was written while it was read.</summary>
public sealed class RosterEndTests
{
    [Theory]
    [InlineData("RefId,Plate\nA1,P1\nB2,P2", true)]
    [InlineData("RefId,Plate\nA1,P1\nB2,\"P2\"", true)]
    [InlineData("RefId,Plate\nA1,P1\nB2,\"P2", true)]
    [InlineData("RefId,Plate\nA1,P1\nB2,", true)]
    [InlineData("RefId,Plate\nA1,P1\n", false)]
    [InlineData("RefId,Plate\rA1,P1\r", false)]
    [InlineData("RefId,Plate\r\nA1,P1\r\n\r\n", false)]
    [InlineData("RefId,Plate\r\nA1,P1\r\n  ", false)]
    [InlineData("RefId,Plate\nA1,P1\nTotal,12", false)]
    [InlineData("RefId,Plate\nA1,P1\n\u001a", false)]
    [InlineData("\"RefId,Plate\"\n\"A1,P1\"", true)]
    [InlineData("\"RefId,Plate\"\n\"A1,P1\"\n", false)]
    [InlineData("RefId,Plate\nA1,\"P1\nB2,P2\nC3,P3\n", false)]
    public void A_file_may_end_in_a_row(string text, bool expected)
    {
        using var file = Rosters.Open(text);

        Assert.NotEmpty(file.Rows().ToList());

        Assert.Equal(expected, file.EndsInRow);
    }

    [Theory]
    [InlineData("longer", true, true)]
    [InlineData("later", true, true)]
    [InlineData("shorter", true, true)]
    [InlineData("longer", false, false)]
    [InlineData("same", true, false)]
    public void A_file_that_changes_while_it_is_read_is_refused_where_that_is_asked_for(string change, bool refuses, bool isRefused)
    {
        using var temp = TempFile.Of("RefId,Plate\nA1,P1\n");
        using var file = RosterFile.Open(temp.Path, new() { RefusesChange = refuses }, TestContext.Current.CancellationToken);

        var failure = Record.Exception(() =>
        {
            foreach (var row in file.Rows())
            {
                Change(temp.Path, change);
            }
        });

        Assert.Equal(isRefused, failure is RosterException { Line: null });
        Assert.True(isRefused || failure is null);
    }

    [Fact]
    public void A_pipe_is_not_asked_whether_it_changed()
    {
        using var file = RosterFile.Open("x", new PipeStream(Rosters.Utf8.GetBytes("RefId,Plate\nA1,P1\n"), 7), new() { RefusesChange = true }, TestContext.Current.CancellationToken);

        Assert.Single(file.Rows());
    }

    [Fact]
    public void The_entries_of_a_file_share_what_is_known_of_its_reading()
    {
        using var file = Rosters.Open("RefId,Plate\nA1,P1\nB2,P2,more\nC3,P3,more\nD4,P4");

        var rows = file.Rows().Select(static entry => (entry, IsComplete: entry.Reading!.IsComplete)).ToList();

        var reading = Assert.Single(rows.Select(static row => row.entry.Reading).Distinct())!;
        Assert.All(rows, static row => Assert.False(row.IsComplete));
        Assert.True(reading.IsComplete);
        Assert.Equal(3, reading.FirstUnreadable?.Line);
        Assert.Equal([false, false, false, true], rows.Select(row => reading.MayBeCut(row.entry)));
    }

    [Fact]
    public void A_reading_that_is_given_up_is_not_complete()
    {
        using var file = Rosters.Open("RefId,Plate\nA1,P1\nB2,P2\n");

        Assert.False(file.Rows().First().Reading!.IsComplete);
    }

    private static void Change(string path, string change)
    {
        switch (change)
        {
            case "longer":
                File.AppendAllText(path, "B2,P2\n");
                break;
            case "later":
                File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1));
                break;
            case "shorter":
                using (var file = File.Open(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    file.SetLength(12);
                }

                break;
            default:
                break;
        }
    }
}
