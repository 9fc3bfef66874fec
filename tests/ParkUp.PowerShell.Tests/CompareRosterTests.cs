using System.Text;

namespace ParkUp.PowerShell.Tests;

public class CompareRosterTests
{
    [Fact]
    public async Task A_plan_has_a_step_for_each_row_and_then_one_for_each_tag_that_the_roster_lacks()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11", "A1,a@b.cl,56911111111,O2,AABB99", "N9,n@b.cl,56911111111,O9,AABB90", "A1,a@b.cl,56911111111,O3,AABB13");
        job.Service.WithCustomer("A1", "O1:AABB11", "O2:AABB12", "O7:AABB17");

        var run = job.Compare().WithoutErrors();

        Assert.Equal(
            ["Keep Ready A1 O1 AABB11", "ChangePlate Ready A1 O2 AABB12 AABB99", "CreateCustomer Ready N9 O9 AABB90", "AddTag Ready A1 O3 AABB13", "RevokeTag Held A1 O7 AABB17"],
            NightlyJob.Steps(run));
        Assert.Equal(["2", "3", "4", "5", null], run.Values("Line"));
        Assert.All(job.Service.Received, static request => Assert.EndsWith("tag/list", request.Path, StringComparison.Ordinal));
        Assert.Equal(2, job.Service.Received.Count);
        Assert.False(File.Exists(job.StatePath));
    }

    [Fact]
    public async Task Only_what_the_state_has_is_revoked()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");
        job.Service.WithCustomer("A1", "O1:AABB11", "O2:AABB12").WithCustomer("B2", "O3:AABB13", "O4:AABB14");
        File.WriteAllText(job.StatePath, "RefId,Code,Plate\nA1,O1,AABB11\nA1,O2,AABB12\nB2,O3,AABB13\n");

        var run = job.Compare().Quiet();

        Assert.Equal(["Keep Ready A1 O1 AABB11", "RevokeTag Ready A1 O2 AABB12", "RevokeTag Ready B2 O3 AABB13", "RevokeTag Held B2 O4 AABB14"], NightlyJob.Steps(run));
    }

    [Theory]
    [InlineData("-Revoke None", "Held,Held")]
    [InlineData("-Revoke Managed", "Ready,Held")]
    [InlineData("-Revoke All", "Ready,Ready")]
    [InlineData("-GracePeriod 2.00:00:00", "Held,Held")]
    public async Task What_may_be_revoked_is_a_parameter(string parameter, string statuses)
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");
        job.Service.WithCustomer("A1", "O1:AABB11", "O2:AABB12", "O3:AABB13");
        File.WriteAllText(job.StatePath, "RefId,Code,Plate\nA1,O2,AABB12\n");

        var run = job.Compare(parameter).Quiet();

        Assert.Equal(statuses, string.Join(',', run.Values("Status").Skip(1)));
    }

    [Fact]
    public async Task The_guard_holds_every_revocation_and_its_error_has_the_figures_and_the_parameter_to_raise()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");
        string[] tags = [.. Enumerable.Range(1, 20).Select(static n => $"O{n}:AABB{n:00}")];
        job.Service.WithCustomer("A1", [.. tags, "X1:AABB11"]);
        File.WriteAllLines(job.StatePath, tags.Select(static tag => "A1," + tag.Replace(':', ',')).Prepend("RefId,Code,Plate"));

        var run = job.Compare();

        Assert.Equal(19, run.Output.Count(static step => $"{step.Properties["Action"].Value} {step.Properties["Status"].Value}" is "RevokeTag Held" && $"{step.Properties["Code"].Value}" is not "X1"));
        var error = Assert.Single(run.Errors);
        Assert.Equal("RevocationLimit,ParkUp.PowerShell.CompareParkUpRosterCommand", error.FullyQualifiedErrorId);
        Assert.Contains("19", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("21", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-MaximumRevocationPercent 91", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(19, job.Compare("-MaximumRevocationPercent 91").Quiet().Values("Status").Count(static status => status is "Ready") - 1);
    }

    [Fact]
    public async Task RefId_narrows_the_roster_and_the_state()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11", "B2,a@b.cl,56911111111,O2,AABB12");
        job.Service.WithCustomer("A1").WithCustomer("B2", "O3:AABB13");
        File.WriteAllText(job.StatePath, "RefId,Code,Plate\nB2,O3,AABB13\n");

        Assert.Equal(["CreateCustomer Ready A1 O1 AABB11"], NightlyJob.Steps(job.Compare("-RefId a*").Quiet()));
        Assert.Single(job.Service.Received);
    }

    [Fact]
    public async Task Piped_rows_of_mixed_shapes_are_read_as_the_other_cmdlets_read_them()
    {
        await using var job = await NightlyJob.StartAsync();
        job.Service.WithCustomer("A1", "O1:AABB11", "O2:AABB12", "O3:AABB13", "O4:AABB14", "O5:AABB15", "O6:AABB16").WithCustomer("B2");

        var run = job.Service.Run("""
            [pscustomobject]@{ RefId = 'A1'; Code = 'O1'; Plate = 'aa-bb-11' }
            @{ ReferenceId = 'A1'; TagCode = 'O2'; Patente = 'AABB12' }
            Get-ParkUpTag A1 -Code O3
            [pscustomobject]@{ Patente = 'AABB14'; RefId = 'A1'; Codigo = 'O4' }
            [pscustomobject]@{ RefId = 'A1'; Tags = 'O5:AABB15; O6:AABB16' }
            Add-ParkUpTag B2 -Code O7 -Plate AABB17
            """.ReplaceLineEndings("\n").Replace("\n", "; ", StringComparison.Ordinal).Insert(0, "& { ") + " } | Compare-ParkUpRoster").Quiet();

        Assert.Equal(7, run.Output.Count);
        Assert.All(NightlyJob.Steps(run), static step => Assert.StartsWith("Keep Ready", step, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_held_with_every_revocation_of_its_customer()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,\"1,2E+15\",AABB11", "B2,a@b.cl,56911111111,O3,AABB13");
        job.Service.WithCustomer("A1", "O1:AABB11").WithCustomer("B2", "O3:AABB13", "O4:AABB14");
        File.WriteAllText(job.StatePath, "RefId,Code,Plate\nA1,O1,AABB11\nB2,O4,AABB14\n");

        Assert.Equal(["Held", "Ready", "Held", "Ready"], job.Compare().Quiet().Values("Status"));
    }

    [Fact]
    public async Task A_row_whose_cells_do_not_line_up_holds_every_revocation_of_the_plan()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11", "x,B2,a@b.cl,56911111111,O3,AABB13");
        job.Service.WithCustomer("A1", "O1:AABB11", "O2:AABB12");
        File.WriteAllText(job.StatePath, "RefId,Code,Plate\nA1,O2,AABB12\n");

        Assert.Equal(["Ready", "Held", "Held"], job.Compare().Quiet().Values("Status"));
    }

    [Theory]
    [InlineData("RefId,Code,Plate\n")]
    [InlineData("")]
    [InlineData("RefId,Email,Phone\nA1,a@b.cl,56911111111\n")]
    [InlineData("RefId,Code\nA1,O1\n")]
    [InlineData("RefId,Plate\nA1,AABB11\n")]
    public async Task A_roster_without_rows_or_tags_is_an_error_and_no_plan(string text)
    {
        await using var job = (await NightlyJob.StartAsync()).WithFile(text);
        File.WriteAllText(job.StatePath, "RefId,Code,Plate\nA1,O2,AABB12\n");

        var run = job.Compare();

        Assert.Empty(run.Output);
        Assert.Equal("InvalidInput,ParkUp.PowerShell.CompareParkUpRosterCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.Empty(job.Service.Received);
    }

    [Fact]
    public async Task A_state_that_is_not_there_yet_is_said()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");

        var run = job.Compare().WithoutErrors();

        Assert.Single(run.Output);
        Assert.Contains($"'{job.StatePath}' does not exist yet", Assert.Single(run.Warnings), StringComparison.Ordinal);
        job.Service.Run("Compare-ParkUpRoster $roster").Quiet();
    }

    [Theory]
    [InlineData("($folder + '/hr*.csv')")]
    [InlineData("$roster, $state")]
    [InlineData("-LiteralPath $state")]
    public async Task The_state_is_not_read_as_a_roster(string paths)
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");
        File.WriteAllText(job.StatePath, "RefId,Code,Plate\nA1,O2,AABB12\n");

        var run = job.Service.Run($"Compare-ParkUpRoster {paths} -StatePath $state");

        Assert.Empty(run.Output);
        Assert.Equal("InvalidInput,ParkUp.PowerShell.CompareParkUpRosterCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.Contains("hr.state.csv' is the state", run.Thrown.ErrorRecord.ToString(), StringComparison.Ordinal);
        Assert.Empty(job.Service.Received);
    }

    [Theory]
    [InlineData("A1,a@b.cl,56911111111,O1,AABB11\nB2,a@b.cl,56911111111,O2,AABB12,more\n", "Import-ParkUpRoster $roster -ErrorAction Ignore", "Ready,Held,Held")]
    [InlineData("A1,a@b.cl,56911111111,O1,AABB11\nA1,a@b.cl,56911111111,O3,AABB13\n", "Import-ParkUpRoster $roster | Select-Object -First 1", "Ready,Held,Held")]
    [InlineData("A1,a@b.cl,56911111111,O1,AABB11\nA1,a@b.cl,56911111111,O2,AA", "Import-ParkUpRoster $roster", "Ready,Held")]
    [InlineData("A1,a@b.cl,56911111111,O1,AABB11\nA1,a@b.cl,56911111111,O2,AA", "$rows = Import-ParkUpRoster $roster; $rows", "Ready,Held")]
    [InlineData("A1,a@b.cl,56911111111,O1,AABB11\n", "Import-ParkUpRoster $roster", "Ready,Ready")]
    public async Task A_roster_that_was_imported_tells_of_its_file_what_a_file_does(string rows, string import, string statuses)
    {
        await using var job = (await NightlyJob.StartAsync()).WithFile(NightlyJob.Header + "\n" + rows);
        job.Service.WithCustomer("A1", "O1:AABB11", "O2:AABB12");
        File.WriteAllText(job.StatePath, "RefId,Code,Plate\nA1,O2,AABB12\n");

        var run = job.Service.Run($"& {{ {import} }} | Compare-ParkUpRoster -StatePath $state").WithoutErrors();

        Assert.Equal(statuses, string.Join(',', run.Values("Status")));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Persona = 'A1'; Chapa = 'O1'; Auto = 'AABB11' }")]
    [InlineData("[pscustomobject]@{ RefId = 'A1'; Chapa = 'O1'; Auto = 'AABB11' }, [pscustomobject]@{ RefId = 'B2' }")]
    [InlineData("'A1'")]
    public async Task Piped_rows_of_which_none_names_a_tag_are_an_error_and_no_plan(string rows)
    {
        await using var job = await NightlyJob.StartAsync();

        var run = job.Service.Run($"{rows} | Compare-ParkUpRoster");

        Assert.Empty(run.Output);
        Assert.Equal("InvalidInput,ParkUp.PowerShell.CompareParkUpRosterCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.Contains("No row names a tag", run.Thrown.ErrorRecord.ToString(), StringComparison.Ordinal);
        Assert.Empty(job.Service.Received);
    }

    [Fact]
    public async Task No_piped_row_is_an_error_and_no_plan()
    {
        await using var job = await NightlyJob.StartAsync();

        var run = job.Service.Run("@() | Compare-ParkUpRoster");

        Assert.Empty(run.Output);
        Assert.Equal("InvalidInput,ParkUp.PowerShell.CompareParkUpRosterCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task A_path_that_leads_nowhere_is_an_error_and_no_plan()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");

        var run = job.Service.Run("Compare-ParkUpRoster $roster, ($folder + '/none.csv') -StatePath $state");

        Assert.Empty(run.Output);
        Assert.Equal("InvalidInput,ParkUp.PowerShell.CompareParkUpRosterCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.Empty(job.Service.Received);
    }

    [Theory]
    [InlineData("RefId,Code,Plate\nA1,O2\n", "InvalidInput")]
    [InlineData("RefId,Code,Plate\n,O2,AABB12\n", "InvalidInput")]
    [InlineData("RefId,Code,Plate,Seen\nA1,O2,AABB12,yesterday\n", "InvalidInput")]
    [InlineData("no state\n", "InvalidInput")]
    [InlineData("RefId,Code,Plate,BaseUri\nA1,O2,AABB12,https://other.example/\n", "PlanMismatch")]
    public async Task A_damaged_state_and_that_of_another_service_are_errors_and_nothing_is_planned(string state, string id)
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");
        File.WriteAllText(job.StatePath, state);

        var run = job.Compare();

        Assert.Empty(run.Output);
        Assert.Equal(id + ",ParkUp.PowerShell.CompareParkUpRosterCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.Contains("hr.state.csv", run.Thrown.ErrorRecord.ToString(), StringComparison.Ordinal);
        Assert.Empty(job.Service.Received);
    }

    [Fact]
    public async Task A_customer_that_cannot_be_listed_is_held_and_the_others_are_planned()
    {
        await using var job = (await NightlyJob.StartAsync(Sandbox.FaultPlan.When(static request => Encoding.UTF8.GetString(request.Body.Span).Contains("B2", StringComparison.Ordinal) ? Sandbox.FaultKind.Html : null)))
            .WithRoster("A1,a@b.cl,56911111111,O1,AABB11", "B2,a@b.cl,56911111111,O2,AABB12");

        var run = job.Compare();

        Assert.Equal(["CreateCustomer Ready A1 O1 AABB11", "Keep Held B2 O2 AABB12"], NightlyJob.Steps(run));
        Assert.Equal("InvalidResponse,ParkUp.PowerShell.CompareParkUpRosterCommand", Assert.Single(run.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public async Task A_grace_period_that_is_a_number_of_ticks_is_refused()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");

        var run = job.Compare("-GracePeriod 14");

        Assert.Equal("ParameterArgumentValidationError,ParkUp.PowerShell.CompareParkUpRosterCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.Contains("14.00:00:00", run.Thrown.ErrorRecord.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_misread_in_another_encoding_moves_no_tag()
    {
        await using var job = (await NightlyJob.StartAsync()).WithFile("RefId,Email,Phone,Code,Plate\nNúñezA,a@b.cl,56911111111,O1,AABB11\n", Encoding.GetEncoding("iso-8859-1"));
        var bytes = await File.ReadAllBytesAsync(job.RosterPath, TestContext.Current.CancellationToken);

        // ú and ñ as macintosh has them.
        await File.WriteAllBytesAsync(job.RosterPath, [.. bytes.Select(static b => b switch { 0xFA => (byte)0x9C, 0xF1 => (byte)0x96, _ => b })], TestContext.Current.CancellationToken);
        job.Service.WithCustomer("NúñezA", "O1:AABB11");
        File.WriteAllText(job.StatePath, "RefId,Code,Plate\nNúñezA,O1,AABB11\n");

        Assert.All(job.Compare().WithoutErrors().Values("Status"), static status => Assert.Equal("Held", status));
    }

    [Fact]
    public async Task Without_a_connection_it_is_an_error()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");

        Assert.Equal("NotConnected,ParkUp.PowerShell.CompareParkUpRosterCommand", job.Service.Run("Disconnect-ParkUp; Compare-ParkUpRoster $roster").Thrown!.ErrorRecord.FullyQualifiedErrorId);
    }
}
