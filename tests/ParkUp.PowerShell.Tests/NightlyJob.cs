using System.Text;

namespace ParkUp.PowerShell.Tests;

/// <summary>A service, and a folder with a roster and a state, as the nightly job has them.</summary>
public sealed class NightlyJob : IAsyncDisposable
{
    public const string Header = "RefId,Email,Phone,Code,Plate";

    private static readonly string[] Shown = ["Action", "Status", "FromRefId", "RefId", "Code", "PreviousPlate", "Plate"];

    private NightlyJob(Service service)
    {
        Service = service;
        service.Session.With("roster", RosterPath).With("state", StatePath).With("plan", Path.Combine(Folder, "plan.csv")).With("folder", Folder);
    }

    public Service Service { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("parkup-").FullName;

    public string RosterPath => Path.Combine(Folder, "hr.csv");

    public string StatePath => Path.Combine(Folder, "hr.state.csv");

    public static async Task<NightlyJob> StartAsync(params string[] behaviour) => new(await Service.StartAsync(connect: true, Sandbox.FaultPlan.None, behaviour));

    public static async Task<NightlyJob> StartAsync(Sandbox.FaultPlan faults) => new(await Service.StartAsync(faults));

    /// <summary>Writes the roster: rows of <see cref="Header"/>, or the whole file.</summary>
    public NightlyJob WithRoster(params string[] rows)
    {
        File.WriteAllText(RosterPath, string.Join('\n', rows.Prepend(Header)) + "\n");
        return this;
    }

    public NightlyJob WithFile(string text, Encoding? encoding = null)
    {
        File.WriteAllText(RosterPath, text, encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return this;
    }

    public ScriptRun Compare(string more = "") => Service.Run($"Compare-ParkUpRoster $roster -StatePath $state {more}");

    /// <summary>Compares without a state: the steps are in <c>$steps</c>, and what the service received for it is forgotten.</summary>
    public void MakePlan()
    {
        Service.Run("$steps = Compare-ParkUpRoster $roster").Quiet();
        Service.Forget();
    }

    /// <summary>Compares, and applies the plan without asking.</summary>
    public ScriptRun Night(string more = "") =>
        Service.Run($"Compare-ParkUpRoster $roster -StatePath $state {more} | Invoke-ParkUpPlan -StatePath $state -Confirm:$false");

    /// <summary>The steps as <c>Action Status RefId Code Plate</c>, with what is absent left out.</summary>
    public static IReadOnlyList<string> Steps(ScriptRun run) =>
    [
        .. run.Output.Select(static step => string.Join(' ', Shown
            .Select(name => $"{step.Properties[name].Value}").Where(static text => text.Length > 0))),
    ];

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
