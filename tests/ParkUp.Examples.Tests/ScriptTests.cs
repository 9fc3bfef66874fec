namespace ParkUp.Examples.Tests;

/// <summary>The scripts in the bare engine, so that the gate runs them where there is no pwsh: the Pester scripts do more.</summary>
public class ScriptTests
{
    private static readonly (string Script, string Arguments)[] Scripts =
    [
        ("onboard.ps1", "-Path customers.csv"),
        ("nightly.ps1", "-Additions additions.csv -Revocations revocations.csv"),
        ("audit.ps1", "-Expected customers.csv"),
        ("offboard.ps1", "-Path leaving.csv -Force"),
    ];

    public static TheoryData<string, string> AllScripts
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (script, arguments) in Scripts)
            {
                data.Add(script, arguments);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(AllScripts))]
    public async Task A_script_whose_file_is_missing_exits_with_2_and_sends_nothing(string script, string arguments)
    {
        await using var world = await StartAsync();
        var sent = world.Received;

        var run = world.Run(script, arguments.Replace(".csv", ".absent.csv", StringComparison.Ordinal));

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.False(Directory.Exists(run.Reports));
        Assert.Equal(sent, world.Received);
    }

    [Theory]
    [InlineData("onboard.ps1", "-Path customers.csv", 3)]
    [InlineData("nightly.ps1", "-Additions additions.csv -Revocations revocations.csv", 4)]
    [InlineData("audit.ps1", "-Expected customers.csv", 2)]
    [InlineData("offboard.ps1", "-Path leaving.csv -Force", 1)]
    public async Task A_script_without_a_token_or_with_one_that_is_refused_exits_with_2_and_accounts_for_every_row(string script, string arguments, int rows)
    {
        await using var world = await StartAsync();
        var held = world.Held;

        Assert.Equal(2, world.Run(script, arguments, token: null).ExitCode);
        var refused = world.Run(script, arguments, token: "another");

        Assert.Equal(2, refused.ExitCode);
        Assert.Equal(held, world.Held);
        Assert.Equal(rows, refused.Report(string.Equals(script, "audit.ps1", StringComparison.Ordinal) ? "-customers" : "").Count);
    }

    [Theory]
    [MemberData(nameof(AllScripts))]
    public async Task A_script_that_is_run_again_exits_with_0(string script, string arguments)
    {
        await using var world = await StartAsync();

        var first = world.Run(script, arguments);
        var held = world.Held;
        var second = world.Run(script, arguments);

        Assert.Equal(0, first.ExitCode);
        Assert.Equal(0, second.ExitCode);
        Assert.Equal(held, world.Held);
        Assert.Single(second.Output);
    }

    [Theory]
    [InlineData("onboard.ps1", "-Path customers.csv -WhatIf")]
    [InlineData("nightly.ps1", "-Additions additions.csv -Revocations revocations.csv -WhatIf")]
    [InlineData("offboard.ps1", "-Path leaving.csv -WhatIf")]
    public async Task A_script_sends_and_reports_nothing_under_WhatIf(string script, string arguments)
    {
        await using var world = await StartAsync();
        var sent = world.Received;

        var run = world.Run(script, arguments);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(sent, world.Received);
        Assert.False(Directory.Exists(run.Reports));
    }

    [Fact]
    public async Task Onboarding_accounts_for_every_row_and_completes_the_failed_ones()
    {
        await using var world = await StartAsync();
        world.Write("more.csv",
            "RefId,Email,Phone,Code,Plate",
            "A1,a1@example.com,56911111111,O1,AABB11",
            "B1,b1@example.com,56933333333,O5,AABB15",
            "A1,,,O7,AABB17",
            "A1,,,O7,aa-bb-17",
            "B1,,,O8,---",
            "B2,b2@example.com,56944444444,O9,AABB19,surplus");

        var run = world.Run("onboard.ps1", "-Path more.csv");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(6, run.Report("").Count);
        var failed = run.Report("-failed");
        Assert.Equal(2, failed.Count);
        Assert.StartsWith("\"6\",\"B1\",\"b1@example.com\",\"56933333333\"", failed[0], StringComparison.Ordinal);
        Assert.StartsWith("\"7\",\"B2\"", failed[1], StringComparison.Ordinal);
        Assert.Empty(run.Report("-unknown"));
        Assert.Equal(["A1/O1/AABB11", "A1/O2/AABB12", "A1/O7/AABB17", "A2/O3/AABB13", "B1/O5/AABB15"], world.Held);
    }

    [Fact]
    public async Task A_night_moves_a_tag_and_keeps_its_failed_rows_apart()
    {
        await using var world = await StartAsync();
        world.Write("additions.csv", "RefId,Code,Plate", "A2,O1,aa-bb-11", "A1,,AABB14", "A2,O3,AABB99,surplus");
        world.Write("revocations.csv", "RefId,Code", "A1,O1", "nobody,O1");

        var run = world.Run("nightly.ps1", "-Additions additions.csv -Revocations revocations.csv");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(5, run.Report("").Count);
        Assert.Equal(2, run.Report("-Add-failed").Count);
        Assert.StartsWith("\"nobody\"", Assert.Single(run.Report("-Revoke-failed")), StringComparison.Ordinal);
        Assert.Equal(["A1/O2/AABB12", "A2/O1/AABB11", "A2/O3/AABB13"], world.Held);
    }

    [Fact]
    public async Task An_audit_names_what_differs_and_who_was_not_listed()
    {
        await using var world = await StartAsync();
        world.Write("should.csv", "RefId,Code,Plate", "A1,O1,aa-bb-11", "A1,O9,AABB19", "nobody,O1,AABB11");

        var run = world.Run("audit.ps1", "-Expected should.csv");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["\"A1\",\"O9\",\"AABB19\",\"Missing\""], run.Report("-missing"));
        Assert.Equal(["\"A1\",\"O2\",\"AABB12\",\"Extra\""], run.Report("-extra"));
        Assert.Collection(run.Report("-customers"), static line => Assert.StartsWith("\"A1\",\"Listed\"", line, StringComparison.Ordinal), static line => Assert.StartsWith("\"nobody\",\"NotListed\"", line, StringComparison.Ordinal));
        Assert.Equal(2, run.Report("-tags").Count);
    }

    [Fact]
    public async Task Offboarding_reports_what_it_revoked_and_whom_it_could_not_list()
    {
        await using var world = await StartAsync();
        world.Write("leaving.csv", "RefId", "nobody", "A1");

        var run = world.Run("offboard.ps1", "-Path leaving.csv -Force");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(3, run.Report("").Count);
        Assert.Equal(2, run.Report("-revoked").Count);
        Assert.StartsWith("\"nobody\"", Assert.Single(run.Report("-failed")), StringComparison.Ordinal);
        Assert.Equal(["A2/O3/AABB13"], world.Held);
    }

    /// <summary>A service with two customers, and the files that the scripts are called with.</summary>
    private static async Task<ScriptWorld> StartAsync()
    {
        var world = await ScriptWorld.StartAsync();
        world.Write("customers.csv", "RefId,Email,Phone,Code,Plate", "A1,a1@example.com,56911111111,O1,AABB11", "A2,a2@example.com,56922222222,O3,AABB13", "A1,,,O2,AABB12");
        world.Write("additions.csv", "RefId,Code,Plate", "A2,O1,aa-bb-11", "A1,O4,AABB14");
        world.Write("revocations.csv", "RefId,Code,Plate", "A1,O1,", "A2,,AABB13");
        world.Write("leaving.csv", "RefId", "A1");
        Assert.Equal(0, world.Run("onboard.ps1", "-Path customers.csv").ExitCode);
        return world;
    }
}
