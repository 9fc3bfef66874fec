using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Security;
using ParkUp.Tests;

namespace ParkUp.Bench;

/// <summary>
/// The Kestrel sandbox in a process of its own: its heap, threads and compiler are not the module's. It ends with
/// this process, however that ends.
/// </summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    public const string Token = "bench-token";

    private readonly Process _process;
    private readonly HttpClient _http;

    private SandboxProcess(Process process, Uri baseUri)
    {
        _process = process;
        BaseUri = baseUri;
        _http = new HttpClient { BaseAddress = baseUri };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
    }

    public Uri BaseUri { get; }

    public static SecureString SecureToken()
    {
        var token = new SecureString();
        foreach (var c in Token)
        {
            token.AppendChar(c);
        }

        return token;
    }

    /// <summary>Starts one.</summary>
    /// <param name="latency">How long each answer takes.</param>
    /// <param name="more">More arguments; <c>--no-log</c> unless the log is what is needed.</param>
    public static async Task<SandboxProcess> StartAsync(TimeSpan latency, params string[] more)
    {
        string[] arguments =
        [
            "exec", StagedModule.SandboxServer,
            "--port", "0", "--token", Token, "--exit-with-stdin",
            "--latency", latency.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            .. more,
        ];
        var start = new ProcessStartInfo(DotnetHost.Path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        var process = Process.Start(start) ?? throw new BenchException("The sandbox server did not start.");
        const string Greeting = "Listening on ";
        var said = await process.StandardOutput.ReadLineAsync();
        if (said?.StartsWith(Greeting, StringComparison.Ordinal) != true)
        {
            process.Kill();
            process.Dispose();
            throw new BenchException($"The sandbox server said '{said}'.");
        }

        return new SandboxProcess(process, new Uri(said[Greeting.Length..]));
    }

    /// <summary>One with the customers of a roster in it, whose latency begins once they are there.</summary>
    public static async Task<SandboxProcess> StartAsync(TimeSpan latency, Roster roster)
    {
        var sandbox = await StartAsync(TimeSpan.Zero, "--no-log");
        try
        {
            await sandbox.AddCustomersAsync(roster.Customers);
            await sandbox.ChangeLatencyAsync(latency);
            return sandbox;
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    /// <summary>Checks that the server holds what a run added: every row, for its own customer, and active.</summary>
    /// <param name="roster">The roster.</param>
    /// <param name="runs">The runs, by what their codes begin with, and how many rows of the roster each added.</param>
    /// <exception cref="BenchException">Something is missing, or is not as it was sent.</exception>
    public async Task RequireAsync(Roster roster, params IReadOnlyList<(string Run, int Rows)> runs)
    {
        var held = runs.ToDictionary(static run => run.Run, static _ => 0, StringComparer.Ordinal);
        await foreach (var customer in _http.GetFromJsonAsAsyncEnumerable("__sandbox/state", BenchJson.Default.HeldCustomer))
        {
            foreach (var tag in customer!.Tags)
            {
                var run = runs.FirstOrDefault(run => tag.Code.StartsWith(run.Run, StringComparison.Ordinal)).Run;
                if (run is null)
                {
                    continue;
                }

                if (!tag.Active || new RosterLine(customer.RefId, tag.Code, tag.Plate) != roster.LineOf(run, tag.Code))
                {
                    throw new BenchException($"The server holds {tag} for {customer.RefId}, which is not what was sent.");
                }

                held[run]++;
            }
        }

        foreach (var (run, rows) in runs)
        {
            if (held[run] != rows)
            {
                throw new BenchException(FormattableString.Invariant($"Of run {run} the server holds {held[run]} rows, not {rows}."));
            }
        }
    }

    /// <summary>How many requests the log holds.</summary>
    public async Task<int> CountRequestsAsync()
    {
        var count = 0;
        await foreach (var _ in _http.GetFromJsonAsAsyncEnumerable("__sandbox/log", BenchJson.Default.LoggedRequest))
        {
            count++;
        }

        return count;
    }

    public async Task ClearLogAsync() => (await _http.DeleteAsync(new Uri("__sandbox/log", UriKind.Relative))).EnsureSuccessStatusCode();

    public Task ChangeLatencyAsync(TimeSpan latency) => PutAsync(FormattableString.Invariant($"latency?ms={latency.TotalMilliseconds}"));

    /// <summary>Changes how much work the server takes on.</summary>
    /// <param name="limits">Such as <c>capacity=8</c> or <c>rate=100&amp;retryAfter</c>.</param>
    public Task ChangeLimitsAsync(string limits) => PutAsync("limits?" + limits);

    /// <summary>Lets the server record the requests that arrive from now on.</summary>
    public Task StartRecordAsync() => PutAsync("load");

    /// <summary>What the server has recorded.</summary>
    public async Task<Load> ReadLoadAsync() => (await _http.GetFromJsonAsync("__sandbox/load", BenchJson.Default.Load))!;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.StandardInput.Close();
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task PutAsync(string what)
    {
        using var answer = await _http.PutAsync(new Uri("__sandbox/" + what, UriKind.Relative), content: null);
        answer.EnsureSuccessStatusCode();
    }

    private async Task AddCustomersAsync(int count)
    {
        // Not measured, so with as many at once as is quick.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 64 };
        await Parallel.ForAsync(0, count, parallel, async (customer, stop) =>
        {
            var body = new NewCustomer("a@example.com", "56911111111", IsUnlimited: false, Roster.RefId(customer));
            using var answer = await _http.PostAsJsonAsync("api/v3/business/customer/add", body, BenchJson.Default.NewCustomer, stop);
            if (!answer.IsSuccessStatusCode)
            {
                throw new BenchException($"A customer could not be made: {answer.StatusCode}.");
            }
        });
    }
}
