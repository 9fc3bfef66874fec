namespace ParkUp.PowerShell.Tests;

/// <summary>A service that ends each list after 50 tags without a word: people are told once, and nothing is lost.</summary>
public sealed class CutListTests : IDisposable
{
    private const string Warning =
        "The list of the tags of customer A1 may be incomplete. The list has exactly 50 tags, a usual limit of lists, so it may be incomplete: that a tag is not in it proves nothing.";

    private static readonly string[] Eighty = [.. Enumerable.Range(0, 80).Select(static n => $"T{n:D2}:AA{n:D4}")];

    private readonly ModuleSession _session = new();

    public CutListTests()
    {
        var run = _session.With("tags", Eighty).Run("""
            Connect-ParkUp -Sandbox -SandboxFault 'ListLimit=50'
            New-ParkUpCustomer -RefId A1 -Email a1@example.com -Phone '+56911111111' -Tag $tags
            New-ParkUpCustomer -RefId B2 -Email b2@example.com -Phone '+56922222222' -Tag ($tags -replace '^T', 'U')
            """).Quiet();
        Assert.Equal(["Created", "Created"], run.Values("Outcome"));
    }

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_list_that_may_be_cut_off_is_shown_and_warned_of_once()
    {
        var run = _session.Run("'A1', 'B2' | Get-ParkUpTag -ThrottleLimit 1").WithoutErrors();

        Assert.Equal(100, run.Output.Count);
        Assert.Equal(Warning, Assert.Single(run.Warnings));
    }

    [Fact]
    public void What_a_pattern_leaves_of_such_a_list_is_warned_of_too()
    {
        var run = _session.Run("Get-ParkUpTag A1 -Code T7*").WithoutErrors();

        Assert.Empty(run.Output);
        Assert.Equal(Warning, Assert.Single(run.Warnings));
    }

    [Fact]
    public void All_of_eighty_tags_are_revoked_without_a_warning()
    {
        var run = _session.Run("Revoke-ParkUpTag -RefId A1 -All -Confirm:$false").Quiet();

        Assert.Equal(string.Join(',', Eighty), string.Join(',', run.Output.Select(static item => $"{item.Properties["Code"].Value}:{item.Properties["Plate"].Value}")));
        Assert.All(run.Values("Outcome"), static outcome => Assert.Equal("Revoked", outcome));
        Assert.Empty(run.Warnings);
        AssertHolds("A1", 0);
        AssertHolds("B2", 80);
    }

    [Theory]
    [InlineData("-Code T70")]
    [InlineData("-Plate AA0070")]
    public void A_tag_beyond_the_limit_is_not_said_to_be_revoked(string naming)
    {
        var run = _session.Run($"Revoke-ParkUpTag -RefId A1 {naming} -Confirm:$false");

        Assert.Equal(("Unknown", "None", false), ($"{run.Value("Outcome")}", $"{run.Value("Evidence")}", run.Value("Succeeded")));
        Assert.Contains("exactly 50 tags", $"{run.Value("Detail")}", StringComparison.Ordinal);
        Assert.Equal("OutcomeUnknown,ParkUp.PowerShell.RevokeParkUpTagCommand", Assert.Single(run.Errors).FullyQualifiedErrorId);
        Assert.Equal(Warning, Assert.Single(run.Warnings));
        AssertHolds("A1", 80);
    }

    [Fact]
    public void Several_rows_of_such_a_list_have_a_result_each_and_one_warning()
    {
        var run = _session.Run("""
            'T70', 'T10', 'T99' | ForEach-Object { [pscustomobject]@{ RefId = 'A1'; Code = $_ } } | Revoke-ParkUpTag -Confirm:$false
            """);

        Assert.Equal(["Unknown", "Revoked", "Unknown"], run.Values("Outcome"));
        Assert.Equal(2, run.Errors.Count);
        Assert.Equal(Warning, Assert.Single(run.Warnings));
        AssertHolds("A1", 79);
    }

    [Fact]
    public void By_code_and_plate_no_list_is_needed()
    {
        var run = _session.Run("Revoke-ParkUpTag -RefId A1 -Code T70 -Plate AA0070 -Confirm:$false").Quiet();

        Assert.Equal("Revoked", $"{run.Value("Outcome")}");
        Assert.Empty(run.Warnings);
        AssertHolds("A1", 79);
    }

    /// <summary>What the customer truly holds: the list hides the rest until its first tags are revoked.</summary>
    private void AssertHolds(string refId, int count)
    {
        var run = _session.Run($"Revoke-ParkUpTag -RefId {refId} -All -Confirm:$false").Quiet();

        Assert.Equal(count, run.Values("Outcome").Count(static outcome => string.Equals(outcome, "Revoked", StringComparison.Ordinal)));
    }
}
