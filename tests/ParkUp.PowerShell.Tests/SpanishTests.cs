using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ParkUp.PowerShell.Tests;

/// <summary>A session of someone whose system speaks Spanish: what is said to people is Spanish, what scripts compare is not.</summary>
public sealed class SpanishTests : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    public SpanishTests() => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("es-CL");

    public void Dispose() => CultureInfo.CurrentUICulture = _before;

    [Fact]
    public async Task An_error_is_told_in_Spanish_and_known_by_the_same_id()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run("Add-ParkUpTag -RefId A1 -Code '1,2E+15' -Plate JPKJ21");

        var error = Assert.Single(run.Errors);
        Assert.Equal("InvalidInput,ParkUp.PowerShell.AddParkUpTagCommand", error.FullyQualifiedErrorId);
        Assert.StartsWith("No se agregó el tag 1,2E+15 (patente JPKJ21) al cliente A1: Código (Code) '1,2E+15' es un número largo que una planilla", $"{error}", StringComparison.Ordinal);
        Assert.Equal("Rejected", $"{run.Value("Outcome")}");
        Assert.StartsWith("Código (Code) '1,2E+15' es un número largo que", $"{run.Value("Detail")}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_service_refused_is_told_in_Spanish_around_its_own_words()
    {
        await using var service = await Service.StartAsync();

        var error = Assert.Single(service.Run("Add-ParkUpTag -RefId NO -Code O1 -Plate JPKJ21").Errors);

        Assert.Equal(
            "No se agregó el tag O1 (patente JPKJ21) al cliente NO: El servicio respondió 404 Not Found: Customer not found. Revise el RefId y, si lo indicó, el CustomerId.",
            $"{error}");
    }

    [Fact]
    public async Task A_terminating_error_is_told_in_Spanish()
    {
        await using var service = await ScriptedService.StartAsync(static context =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });
        using var session = service.Connect();

        var thrown = session.Run("Add-ParkUpTag -RefId A1 -Code O1 -Plate JPKJ21").Thrown!;

        Assert.Equal("Unauthorized,ParkUp.PowerShell.AddParkUpTagCommand", thrown.ErrorRecord.FullyQualifiedErrorId);
        Assert.Contains("Revise que el token esté vigente", thrown.ErrorRecord.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_is_asked_in_Spanish_and_answered_as_ever()
    {
        var host = new AnsweringHost("Yes") { Language = CultureInfo.CurrentUICulture };
        await using var service = (await Service.StartAsync(host)).WithCustomer("A1", "O1:JPKJ21");

        service.Run("Revoke-ParkUpTag -RefId A1 -Code O1 -Plate JPKJ21").Quiet();

        Assert.Equal(
            "¿Está seguro de que desea realizar esta acción?\nSe realiza la operación \"Revocar tag\" en el destino \"tag O1 (patente JPKJ21) del cliente A1\".",
            Assert.Single(host.Asked));
        Assert.Empty(service.Holds("A1"));
    }

    [Fact]
    public async Task The_closing_summary_is_Spanish_with_the_names_of_outcomes_as_they_are()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run("Add-ParkUpTag -RefId A1 -Tag O1:AABB11, O2:AABB12 -Verbose").Quiet();

        Assert.Matches(@"^2 filas: 2 Added\. 1 solicitud \(0 reintentos\) en \d+,\d s\.$", run.Verbose[^1]);
    }

    [Fact]
    public void A_warning_is_given_in_Spanish()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "RefId;Code;Patnte\nA1;O1;JPKJ21\n");
            using var session = new ModuleSession();

            var warning = Assert.Single(session.Run($"Import-ParkUpRoster -LiteralPath '{file}'").WithoutErrors().Warnings);

            Assert.Equal($"{file}: la columna 'Patnte' no se usó; ¿quiso decir 'Patente'?", warning);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_setting_of_the_sandbox_that_is_not_understood_is_told_in_Spanish()
    {
        using var session = new ModuleSession();

        var thrown = session.Run("Connect-ParkUp -Sandbox -SandboxFault 'Drop:2'").Thrown!;

        Assert.StartsWith("'Drop:2': la tasa '2' no es un número de 0 a 1 con punto decimal.", thrown.ErrorRecord.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_that_there_is_none_of_is_told_in_English()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de-DE");
        await using var service = await Service.StartAsync();

        var error = Assert.Single(service.Run("Add-ParkUpTag -RefId A1 -Code O1").Errors);

        Assert.Equal("Tag O1 was not added for customer A1: Plate is blank.", $"{error}");
    }
}
