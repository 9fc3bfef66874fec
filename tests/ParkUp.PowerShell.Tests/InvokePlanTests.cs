namespace ParkUp.PowerShell.Tests;

public class InvokePlanTests
{
    [Fact]
    public async Task A_night_brings_the_service_in_line_and_the_next_plan_only_keeps()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11", "A1,,,O2,AABB99", "N9,n@b.cl,56911111111,O9,AABB90", "B2,a@b.cl,56911111111,O4,AABB14");
        job.Service.WithCustomer("A1", "O1:AABB11", "O2:AABB12", "O4:AABB14", "O7:AABB17").WithCustomer("B2", "O5:AABB15");
        File.WriteAllText(job.StatePath, "RefId,Code,Plate\nA1,O7,AABB17\nA1,O4,AABB14\n");

        var run = job.Night().Quiet();

        Assert.Equal(["ChangePlate", "CreateCustomer", "MoveTag", "RevokeTag"], run.Values("Action"));
        Assert.Equal(["Added", "Created", "Added", "Revoked"], run.Values("Outcome"));
        Assert.Equal(["O1:AABB11", "O2:AABB99"], job.Service.HoldsInOrder("A1"));
        Assert.Equal(["O4:AABB14", "O5:AABB15"], job.Service.HoldsInOrder("B2"));
        Assert.Equal(["O9:AABB90"], job.Service.Holds("N9"));
        Assert.All(job.Compare().Quiet().Output.SkipLast(1), static step => Assert.Equal("Keep", step.Properties["Action"].Value.ToString()));
    }

    [Theory]
    [InlineData("$steps | Export-Csv $plan; Import-Csv $plan")]
    [InlineData("$steps | Export-Csv $plan -Delimiter ';'; Import-Csv $plan -Delimiter ';'")]
    [InlineData("$steps | ConvertTo-Json -Depth 3 | ConvertFrom-Json")]
    [InlineData("$steps | ConvertTo-Json -Depth 3 | ConvertFrom-Json -AsHashtable")]
    [InlineData("$steps | Export-Clixml $plan; Import-Clixml $plan")]
    [InlineData("$steps | Export-Csv $plan; Import-Csv $plan | ForEach-Object { foreach ($cell in $_.PSObject.Properties) { if ($cell.Value) { $cell.Value = '=\"' + $cell.Value + '\"' } }; $_ }")]
    public async Task A_plan_survives_a_file_in_any_culture(string trip)
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,007,AABB11", "A1,a@b.cl,56911111111,O2,AABB99", "N9,n@b.cl,56911111111,O9,AABB90", "B2,a@b.cl,56911111111,O4,AABB14");
        job.Service.WithCustomer("A1", "O2:AABB12", "O4:AABB14", "O7:AABB17").WithCustomer("B2");
        File.WriteAllText(job.StatePath, "RefId,Code,Plate\nA1,O7,AABB17\n");

        var run = job.Service.Run($$"""
            [cultureinfo]::CurrentCulture = 'es-CL'
            $steps = Compare-ParkUpRoster $roster -StatePath $state
            & { {{trip}} } | Invoke-ParkUpPlan -StatePath $state -Confirm:$false
            """).Quiet();

        Assert.Equal(["Added", "Added", "Created", "Added", "Revoked"], run.Values("Outcome"));
        Assert.Equal(["007:AABB11", "O2:AABB99"], job.Service.HoldsInOrder("A1"));
        Assert.Equal(["O4:AABB14"], job.Service.Holds("B2"));
    }

    [Theory]
    [InlineData("Compare-ParkUpRoster $roster -StatePath env:hr.state.csv")]
    [InlineData("Compare-ParkUpRoster $roster | Invoke-ParkUpPlan -StatePath env:hr.state.csv -Confirm:$false")]
    public async Task A_state_is_a_file_and_belongs_to_no_other_provider(string command)
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");
        job.Service.WithCustomer("A1");

        var error = job.Service.Run(command).Thrown!.ErrorRecord;

        Assert.Equal("'env:hr.state.csv' is not a file: it belongs to the provider Environment.", error.ToString());
        Assert.Empty(job.Service.Holds("A1"));
    }

    [Fact]
    public async Task A_line_that_a_person_struck_out_is_not_written()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("N9,n@b.cl,56911111111,O8,AABB80", "N9,n@b.cl,56911111111,O9,AABB90", "A1,a@b.cl,56911111111,O1,AABB11");
        job.Service.WithCustomer("A1");

        job.Service.Run("Compare-ParkUpRoster $roster | Where-Object Code -NotIn O8, O1 | Invoke-ParkUpPlan -Confirm:$false").Quiet();

        Assert.Equal(["O9:AABB90"], job.Service.Holds("N9"));
        Assert.Empty(job.Service.Holds("A1"));
    }

    [Fact]
    public async Task WhatIf_sends_nothing_writes_no_state_and_says_the_counts()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");
        job.MakePlan();

        var run = job.Service.Run("$steps | Invoke-ParkUpPlan -StatePath $state -WhatIf").Quiet();

        Assert.Empty(run.Output);
        Assert.Empty(job.Service.Received);
        Assert.Equal([job.RosterPath], Directory.GetFiles(job.Folder));
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_nothing_is_sent()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");
        job.MakePlan();

        var run = job.Service.Run("$steps | Invoke-ParkUpPlan -StatePath $state");

        Assert.Equal("InvalidInput,ParkUp.PowerShell.InvokeParkUpPlanCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.Empty(job.Service.Received);
    }

    [Fact]
    public async Task A_plan_of_what_is_as_wanted_is_not_asked_about_and_starts_the_state()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");
        job.Service.WithCustomer("A1", "O1:AABB11", "O2:AABB12");

        var run = job.Service.Run("Compare-ParkUpRoster $roster -StatePath $state | Invoke-ParkUpPlan -StatePath $state").WithoutErrors();

        Assert.Empty(run.Output);
        Assert.Equal(["O1"], job.Service.Run("Import-ParkUpRoster $state").Quiet().Values("Code"));
        job.WithRoster("B2,a@b.cl,56911111111,O3,AABB13");
        Assert.Equal(["CreateCustomer Ready B2 O3 AABB13", "RevokeTag Ready A1 O1 AABB11", "RevokeTag Held A1 O2 AABB12"], NightlyJob.Steps(job.Compare().Quiet()));
    }

    [Theory]
    [InlineData("$_.BaseUri = 'https://other.example/'; $_")]
    [InlineData("$_.BaseUri = ''; $_")]
    [InlineData("$_.PlannedAt = '2020-01-01T00:00:00Z'; $_")]
    [InlineData("$_.PlannedAt = '2999-01-01T00:00:00Z'; $_")]
    [InlineData("$_.PlannedAt = 'today'; $_")]
    public async Task A_plan_for_another_service_or_too_old_is_refused_whole(string change)
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");
        job.Service.Run("Compare-ParkUpRoster $roster | Export-Csv $plan").Quiet();
        job.Service.Forget();

        var run = job.Service.Run($"Import-Csv $plan | ForEach-Object {{ {change} }} | Invoke-ParkUpPlan -StatePath $state -Confirm:$false");

        Assert.Equal("PlanMismatch,ParkUp.PowerShell.InvokeParkUpPlanCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.Empty(job.Service.Received);
        Assert.False(File.Exists(job.StatePath));
    }

    [Theory]
    [InlineData("Action", "Destroy")]
    [InlineData("Action", "")]
    [InlineData("Status", "Perhaps")]
    [InlineData("Code", "")]
    [InlineData("Plate", "")]
    [InlineData("RefId", "")]
    [InlineData("Code", "1,2E+15")]
    public async Task A_step_that_cannot_be_read_is_rejected_and_the_others_are_applied(string column, string cell)
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11", "A1,a@b.cl,56911111111,O2,AABB12");
        job.Service.WithCustomer("A1", "O9:AABB19").Run("Compare-ParkUpRoster $roster | Where-Object Status -eq Ready | Export-Csv $plan").Quiet();

        var run = job.Service.Run($"Import-Csv $plan | ForEach-Object {{ if ($_.Code -eq 'O1') {{ $_.{column} = '{cell}' }}; $_ }} | Invoke-ParkUpPlan -Confirm:$false");

        Assert.Equal(["Rejected", "Added"], run.Values("Outcome"));
        Assert.Equal("InvalidInput,ParkUp.PowerShell.InvokeParkUpPlanCommand", Assert.Single(run.Errors).FullyQualifiedErrorId);
        Assert.Equal(["O2:AABB12", "O9:AABB19"], job.Service.HoldsInOrder("A1"));
    }

    [Fact]
    public async Task What_is_there_is_checked_just_before_the_write()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB99", "A1,a@b.cl,56911111111,O2,AABB12");
        job.Service.WithCustomer("A1", "O1:AABB11").Run("$steps = Compare-ParkUpRoster $roster").Quiet();
        job.Service.Run("Set-ParkUpTag -RefId A1 -Code O1 -Plate AABB77").Quiet();

        var run = job.Service.Run("$steps | Invoke-ParkUpPlan -Confirm:$false");

        Assert.Equal(["Failed", "Added"], run.Values("Outcome"));
        var error = Assert.Single(run.Errors);
        Assert.Equal("PlanStale,ParkUp.PowerShell.InvokeParkUpPlanCommand", error.FullyQualifiedErrorId);
        Assert.Contains("AABB77", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["O1:AABB77", "O2:AABB12"], job.Service.HoldsInOrder("A1"));
    }

    [Fact]
    public async Task A_plan_that_was_applied_is_quiet_when_it_is_applied_again()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB99", "B2,a@b.cl,56911111111,O4,AABB14", "N9,a@b.cl,56911111111,O5,AABB15");
        job.Service.WithCustomer("A1", "O1:AABB11", "O4:AABB14", "O7:AABB17").WithCustomer("B2");
        File.WriteAllText(job.StatePath, "RefId,Code,Plate\nA1,O7,AABB17\n");
        job.Service.Run("$steps = Compare-ParkUpRoster $roster -StatePath $state; $steps | Invoke-ParkUpPlan -StatePath $state -Confirm:$false").Quiet();
        job.Service.Forget();

        var run = job.Service.Run("$steps | Invoke-ParkUpPlan -Confirm:$false").Quiet();

        Assert.Equal(["AlreadyActive", "AlreadyActive", "AlreadyActive", "AlreadyRevoked"], run.Values("Outcome"));
        Assert.All(job.Service.Received, static request => Assert.EndsWith("tag/list", request.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_run_with_the_same_state_is_refused_before_it_sends()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");
        job.MakePlan();
        await using var held = new FileStream(job.StatePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        var run = job.Service.Run("$steps | Invoke-ParkUpPlan -StatePath $state -Confirm:$false");

        Assert.Equal("StateLocked,ParkUp.PowerShell.InvokeParkUpPlanCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.Empty(job.Service.Received);
    }

    [Fact]
    public async Task A_folder_that_cannot_hold_the_state_is_said_before_the_first_request()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");
        job.MakePlan();

        var run = job.Service.Run("$steps | Invoke-ParkUpPlan -StatePath ($folder + '/none/state.csv') -Confirm:$false");

        Assert.Equal("InvalidInput,ParkUp.PowerShell.InvokeParkUpPlanCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.Empty(job.Service.Received);
    }

    [Fact]
    public async Task A_tag_is_revoked_once_its_grace_period_is_over()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");
        job.Service.WithCustomer("A1", "O1:AABB11", "O2:AABB12");
        File.WriteAllText(job.StatePath, "RefId,Code,Plate\nA1,O2,AABB12\n");

        Assert.Empty(job.Night("-GracePeriod 1.00:00:00").Quiet().Output);
        var noted = File.ReadAllText(job.StatePath);
        Assert.Empty(job.Night("-GracePeriod 1.00:00:00").Quiet().Output);
        File.WriteAllText(job.StatePath, noted.Replace($",{DateTimeOffset.UtcNow.Year}-", ",2020-", StringComparison.Ordinal));

        Assert.Contains("AABB12", noted, StringComparison.Ordinal);
        Assert.Equal(["Revoked"], job.Night("-GracePeriod 1.00:00:00").Quiet().Values("Outcome"));
        Assert.Equal(["O1:AABB11"], job.Service.Holds("A1"));
    }

    [Fact]
    public async Task A_proven_revocation_is_not_repeated_where_lists_hold_cancelled_tags()
    {
        await using var job = (await NightlyJob.StartAsync("ListCancelled=Yes")).WithRoster("A1,a@b.cl,56911111111,O1,AABB11", "A1,a@b.cl,56911111111,O3,AABB99");
        job.Service.WithCustomer("A1", "O1:AABB11", "o2:AABB12", "O3:AABB13");
        File.WriteAllText(job.StatePath, "RefId,Code,Plate\nA1,O2,AABB12\n");

        Assert.Equal(["Added", "Revoked"], job.Night().Quiet().Values("Outcome"));
        Assert.Empty(job.Night().Quiet().Output);
        Assert.All(job.Compare().Quiet().Values("Action"), static action => Assert.Equal("Keep", action));

        // Its owner comes back.
        job.WithRoster("A1,a@b.cl,56911111111,O1,AABB11", "A1,a@b.cl,56911111111,O3,AABB99", "A1,a@b.cl,56911111111,o2,AABB12");
        Assert.Equal(["Added"], job.Night().Quiet().Values("Outcome"));
        Assert.Empty(job.Night().Quiet().Output);
        Assert.Equal(["O1:AABB11", "O3:AABB99", "o2:AABB12"], job.Service.HoldsInOrder("A1"));
    }

    [Fact]
    public async Task Results_of_steps_that_failed_pipe_straight_back_in()
    {
        var isDown = true;
        await using var job = (await NightlyJob.StartAsync(Sandbox.FaultPlan.When(request => isDown && request.Path.EndsWith("tag/add", StringComparison.Ordinal) ? Sandbox.FaultKind.Drop : null)))
            .WithRoster("A1,a@b.cl,56911111111,O1,AABB99", "A1,a@b.cl,56911111111,O2,AABB12");
        isDown = false;
        job.Service.WithCustomer("A1", "O1:AABB11");
        job.Service.Run("$steps = Compare-ParkUpRoster $roster").Quiet();
        isDown = true;
        var first = job.Service.Run("$steps | Invoke-ParkUpPlan -Confirm:$false -OutVariable results");
        isDown = false;

        Assert.All(first.Values("Succeeded"), static succeeded => Assert.Equal("False", succeeded));
        Assert.Equal(["Added", "Added"], job.Service.Run("$results | Where-Object { -not $_.Succeeded } | Invoke-ParkUpPlan -Confirm:$false").Quiet().Values("Outcome"));
        Assert.Equal(["O1:AABB99", "O2:AABB12"], job.Service.HoldsInOrder("A1"));
    }

    [Fact]
    public async Task A_step_of_a_revocation_never_becomes_a_tag_to_add()
    {
        await using var job = (await NightlyJob.StartAsync()).WithRoster("A1,a@b.cl,56911111111,O1,AABB11");
        job.Service.WithCustomer("A1", "O1:AABB11", "O2:AABB12");
        File.WriteAllText(job.StatePath, "RefId,Code,Plate\nA1,O2,AABB12\n");

        foreach (var source in new[] { "$steps", "$steps | ConvertTo-Csv | ConvertFrom-Csv" })
        {
            var run = job.Service.Run($"$steps = Compare-ParkUpRoster $roster -StatePath $state | Where-Object Action -eq RevokeTag; {source} | Add-ParkUpTag");
            Assert.Equal("Rejected", run.Value("Outcome")!.ToString());
        }
    }
}
