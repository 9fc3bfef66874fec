using ParkUp.Client;

namespace ParkUp.PowerShell.Tests;

/// <summary>A revocation that did not succeed is never piped back as an addition, however its row was exported or edited.</summary>
public sealed class FailedRevocationTests
{
    private const string Customer = "Email = 'a@example.com'; Phone = '+56911111111'";

    [Theory]
    [InlineData("Operation = 'Revoke'; Succeeded = 'FALSO'")]
    [InlineData("Operation = 'Revoke'; Succeeded = 'False'")]
    [InlineData("Operation = 'Revoke'; Succeeded = 'no'")]
    [InlineData("Operation = 'Revoke'; Succeeded = '0'")]
    [InlineData("Operation = 'Revoke'; Succeeded = ''")]
    [InlineData("Operation = 'Revoke'; Succeeded = 'perhaps'")]
    [InlineData("Operation = 'Revoke'; Succeeded = 'NULL'")]
    [InlineData("Operation = 'Revoke'; Succeeded = $null")]
    [InlineData("Operation = 'Revoke'; Succeeded = @('True', 'False')")]
    [InlineData("Operation = 'Revoke'")]
    [InlineData("Operation = ' revoke '; Succeeded = 'FALSO'")]
    [InlineData("Operation = \"'Revoke\"; Succeeded = 'FALSO'")]
    [InlineData("Operation = '=\"Revoke\"'; Succeeded = 'FALSO'")]
    [InlineData("Operation = @('Add', 'Revoke'); Succeeded = 'FALSO'")]
    [InlineData("Operation = 'Revocar'; Succeeded = 'FALSO'")]
    [InlineData("Operation = ''; Succeeded = 'FALSO'")]
    [InlineData("Operation = ''; Outcome = 'Failed'; Succeeded = 'FALSO'")]
    [InlineData("Operation = 'Revoke'; Outcome = 'Rejected'; Succeeded = 'VERDADERO'")]
    [InlineData("Operation = 2; Outcome = 7; Succeeded = $false")]
    [InlineData("' Operation ' = 'Revoke'; ' Succeeded' = 'FALSO'")]
    [InlineData("Operación = 'Revoke'; Éxito = 'FALSO'")]
    [InlineData("FailedOperation = 'Revoke'")]
    [InlineData("Operation = 'Change'; Succeeded = 'FALSO'")]
    [InlineData("Operation = 3; Outcome = 7; Succeeded = $false")]
    [InlineData("FailedOperation = 'Change'")]
    [InlineData("Action = 'RevokeTag'")]
    [InlineData("Action = ' revoketag '; Status = 'Held'")]
    [InlineData("Action = '=\"RevokeTag\"'")]
    [InlineData("Action = 5; PlannedAt = '2026-11-26T03:00:00Z'")]
    [InlineData("Acción = 'RevokeTag'")]
    [InlineData("Action = 'RevokeTag'; Outcome = 'Revoked'; Succeeded = 'True'")]
    [InlineData("Action = 'Revocar'; PlannedAt = '2026-11-26T03:00:00Z'")]
    [InlineData("Action = ''; PlannedAt = '2026-11-26T03:00:00Z'")]
    [InlineData("Action = @('AddTag', 'RevokeTag'); PlannedAt = '2026-11-26T03:00:00Z'")]
    [InlineData("FailedOperation = 'RevokeTag'")]
    public async Task A_revocation_that_may_have_failed_adds_nothing(string guard)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run($$"""
            [pscustomobject]@{ RefId = 'A1'; Code = 'O1'; Plate = 'AABB11'; {{guard}} } | Add-ParkUpTag
            @{ RefId = 'A1'; Code = 'O1'; Plate = 'AABB11'; {{guard}} } | Add-ParkUpTag
            [pscustomobject]@{ RefId = 'N1'; Code = 'O1'; Plate = 'AABB11'; {{Customer}}; {{guard}} } | New-ParkUpCustomer
            """);

        Assert.Equal(["Rejected", "Rejected", "Rejected"], run.Values("Outcome"));
        Assert.All(run.Errors, static error => Assert.StartsWith("InvalidInput,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Empty(service.Received);
    }

    [Theory]
    [InlineData("Add-ParkUpTag -RefId A1 -Tag $failed")]
    [InlineData("Add-ParkUpTag -RefId A1 -Tag ([pscustomobject]@{ Code = 'O1'; Plate = 'AABB11'; Operation = 'Revoke'; Succeeded = $false })")]
    [InlineData("Add-ParkUpTag -RefId A1 -Tag ([pscustomobject]@{ Code = 'O1'; Plate = 'AABB11'; Action = 'RevokeTag' })")]
    [InlineData("[pscustomobject]@{ RefId = 'A1'; Tags = @($failed) } | Add-ParkUpTag")]
    [InlineData("New-ParkUpCustomer -RefId N1 -Email a@example.com -Phone '+56911111111' -Tag $failed")]
    public async Task A_failed_revocation_is_no_tag_to_add(string script)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run($$"""
            $failed = Revoke-ParkUpTag -RefId Nobody -Code O1 -Plate AABB11 -Confirm:$false -ErrorAction SilentlyContinue
            {{script}}
            """);

        Assert.Equal(["Rejected"], run.Values("Outcome"));
        Assert.Empty(service.Holds("A1"));
        Assert.DoesNotContain(service.Customers, static customer => customer.RefId is "N1");
    }

    [Theory]
    [InlineData("Operation = 'Revoke'; Succeeded = 'VERDADERO'")]
    [InlineData("Operation = 'Revoke'; Succeeded = 'sí'")]
    [InlineData("Operation = 'Revoke'; Succeeded = $true")]
    [InlineData("Operation = 'Add'; Succeeded = 'FALSO'")]
    [InlineData("Operation = 'Norte'")]
    [InlineData("Action = 'AddTag'; PlannedAt = '2026-11-26T03:00:00Z'")]
    [InlineData("Action = 'Alta'")]
    [InlineData("Action = ''")]
    [InlineData("Operation = 1; Outcome = 7; Succeeded = $false")]
    [InlineData("Outcome = 'Created'; Succeeded = 'True'")]
    [InlineData("Outcome = 'Failed'; Succeeded = 'False'")]
    public async Task A_row_that_is_no_failed_revocation_is_added(string guard)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        service.Run($"[pscustomobject]@{{ RefId = 'A1'; Code = 'O1'; Plate = 'AABB11'; {guard} }} | Add-ParkUpTag").Quiet();

        Assert.Equal(["O1:AABB11"], service.Holds("A1"));
    }

    [Theory]
    [InlineData("$step")]
    [InlineData("$result")]
    [InlineData("$step | ConvertTo-Csv | ConvertFrom-Csv")]
    [InlineData("$result | ConvertTo-Csv | ConvertFrom-Csv")]
    [InlineData("$step | ConvertTo-Json | ConvertFrom-Json")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($step))")]
    public async Task A_step_that_revokes_is_no_tag_to_add_live_or_exported(string steps)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");
        Put(service, PlanAction.RevokeTag);

        var run = service.Run($"{steps} | Add-ParkUpTag");

        Assert.Equal(["Rejected"], run.Values("Outcome"));
        Assert.Contains("revocation of a plan", Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Empty(service.Received);

        Put(service, PlanAction.AddTag);
        service.Run($"{steps} | Add-ParkUpTag").Quiet();
        Assert.Equal(["O1:AABB11"], service.Holds("A1"));
    }

    [Fact]
    public async Task A_failed_change_is_no_tag_to_add()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");
        service.Session.With("failed", new TagResult { RefId = "A1", Code = "O1", Plate = "AABB11", Operation = Operation.Change, Outcome = Outcome.Failed });

        var run = service.Run("$failed | Add-ParkUpTag; Add-ParkUpTag -RefId A1 -Tag $failed");

        Assert.Equal(["Rejected", "Rejected"], run.Values("Outcome"));
        Assert.All(run.Errors, static error => Assert.Contains("change of a plate", error.Exception.Message, StringComparison.Ordinal));
        Assert.Empty(service.Received);
    }

    private static void Put(Service service, PlanAction action)
    {
        var step = new PlanStep { Action = action, RefId = "A1", Code = "O1", Plate = "AABB11", BaseUri = service.BaseAddress, PlannedAt = "2026-11-26T03:00:00Z" };
        service.Session.With("step", step).With("result", new PlanResult(step) { Outcome = Outcome.Failed });
    }
}
