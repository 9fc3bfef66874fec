using System.Reflection;

namespace ParkUp.Borders.Tests;

/// <summary>What is done in one place only. The lists are whole: a place that no longer does it must leave its list.</summary>
public sealed class OnlyHereTests
{
    private static readonly Assembly[] All = [Shipped.Client, Shipped.Sandbox, Shipped.Cmdlets];

    private static readonly HashSet<string> Blocking = new(StringComparer.Ordinal)
    {
        "System.Threading.Tasks.Task.Wait",
        "System.Threading.Tasks.Task.WaitAll",
        "System.Threading.Tasks.Task.WaitAny",
        "System.Threading.Tasks.Task.RunSynchronously",
        "System.Threading.Tasks.Task`1.get_Result",
        "System.Threading.Tasks.ValueTask`1.get_Result",
        "System.Threading.Thread.Sleep",
        "System.Threading.Thread.Join",
        "System.Threading.SpinWait.SpinUntil",
        "System.Threading.WaitHandle.WaitOne",
        "System.Threading.WaitHandle.WaitAll",
        "System.Threading.WaitHandle.WaitAny",
        "System.Threading.ManualResetEventSlim.Wait",
        "System.Threading.SemaphoreSlim.Wait",
        "System.Threading.CountdownEvent.Wait",
        "System.Threading.Monitor.Wait",
        "System.Collections.Concurrent.BlockingCollection`1.Take",
    };

    private static readonly HashSet<string> TimeAndChance = new(StringComparer.Ordinal)
    {
        "System.DateTime.get_Now",
        "System.DateTime.get_UtcNow",
        "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow",
        "System.Diagnostics.Stopwatch..ctor",
        "System.Diagnostics.Stopwatch.StartNew",
        "System.Diagnostics.Stopwatch.GetTimestamp",
        "System.Environment.get_TickCount",
        "System.Environment.get_TickCount64",
        "System.Guid.NewGuid",
        "System.Random..ctor",
        "System.Random.get_Shared",
        "System.Threading.CancellationTokenSource.CancelAfter",
        "System.Threading.PeriodicTimer..ctor",
        "System.Threading.Timer..ctor",
        "System.TimeProvider.get_System",
    };

    [Fact]
    public void Requests_are_sent_by_the_sender_only() => Listing.Same(
        ["RequestSender.ExchangeAsync"],
        Callers(static call => Is(call, "System.Net.Http.HttpClient.", "Send", "Get", "Post", "Put", "Patch", "Delete") || Is(call, "System.Net.Http.HttpMessageInvoker.", "Send"), All));

    [Fact]
    public void Sockets_are_set_up_in_one_place_only() => Listing.Same(
        ["HttpClients.Create", "HttpClients.CreateSockets"],
        Callers(static call => Is(call, "System.Net.Http.HttpClient..ctor") || Is(call, "System.Net.Http.SocketsHttpHandler..ctor") || Is(call, "System.Net.Http.HttpClientHandler..ctor"), All));

    [Fact]
    public void The_token_is_put_on_a_request_by_the_sender_only() => Listing.Same(
        ["RequestSender.SendAsync"],
        Callers(static call => Is(call, "ParkUp.Client.BearerToken.ToHeader") || Is(call, "System.Net.Http.Headers.HttpRequestHeaders.set_Authorization"), All));

    [Fact]
    public void The_token_is_made_readable_in_one_place_only() => Listing.Same(
        ["BearerToken.Reveal"],
        Callers(static call => Is(call, "System.Runtime.InteropServices.Marshal.SecureString") || Is(call, "System.Net.NetworkCredential."), All));

    [Fact]
    public void A_thread_is_blocked_in_one_place_only() => Listing.Same(
        ["ParkUpCommand.Wait"],
        Callers(IsBlocking, All));

    [Fact]
    public void Pauses_are_made_in_one_place_only() =>
        Listing.Same(["Pauses.WaitAsync"], Callers(static call => Is(call, "System.Threading.Tasks.Task.Delay"), Shipped.Client));

    [Fact]
    public void Clock_and_chance_of_the_machine_are_defaults_and_nothing_more() => Listing.Same(
        ["BulkOperation`2.Start", "BulkOptions..ctor", "ConnectionOptions..ctor", "SandboxOptions..ctor"],
        Callers(static call => TimeAndChance.Contains(call.Target), Shipped.Client, Shipped.Sandbox));

    [Fact]
    public void The_environment_is_read_by_the_source_of_connections_only() => Listing.Same(
        ["ConnectionSource"],
        CallingTypes(static call => Is(call, "System.Environment.GetEnvironmentVariable"), All));

    [Fact]
    public void Files_are_opened_by_the_roster_only() => Listing.Same(
        ["RosterFile.OpenStream"],
        Callers(static call => Is(call, "System.IO.FileStream..ctor") || Is(call, "System.IO.StreamReader..ctor") || Is(call, "System.IO.StreamWriter..ctor") || Is(call, "System.IO.File."), All));

    [Fact]
    public void Nobody_writes_to_the_console() => Listing.Same([], Callers(static call => Is(call, "System.Console."), All));

    [Fact]
    public void Error_records_are_made_in_one_place_only() => Listing.Same(
        ["ErrorRecords.From"],
        Callers(static call => Is(call, "System.Management.Automation.ErrorRecord..ctor"), All));

    [Fact]
    public void Errors_are_written_by_the_two_commands_that_all_others_are_made_of() => Listing.Same(
        ["BulkPipeline`2", "CmdletStreams"],
        CallingTypes(static call => Is(call, "System.Management.Automation.Cmdlet.WriteError") || Is(call, "System.Management.Automation.Cmdlet.ThrowTerminatingError"), All));

    [Fact]
    public void HTTP_is_known_to_the_senders_and_the_connection_only() => Listing.Same(
        ["AnswerReader", "BearerToken", "ConnectionOptions", "Endpoint", "HttpClients", "ParkUpConnection", "QuotingFailure", "RequestSender", "SentContent", "StatusTable"],
        Shipped.Knowing("System.Net.Http", Shipped.Client));

    [Fact]
    public void The_cmdlets_do_not_speak_HTTP() => Listing.Same([], Shipped.Knowing("System.Net.Http", Shipped.Cmdlets));

    [Fact]
    public void The_cmdlets_do_not_speak_JSON() => Listing.Same([], Shipped.Knowing("System.Text.Json", Shipped.Cmdlets));

    private static bool IsBlocking(Call call) =>
        Blocking.Contains(call.Target)
        // An await ends in the same call as a wait does: the difference is whether the method can be left meanwhile.
        || (call.Target.EndsWith("Awaiter.GetResult", StringComparison.Ordinal) && !call.IsAsync)
        || (call.Target.EndsWith("Awaiter`1.GetResult", StringComparison.Ordinal) && !call.IsAsync);

    private static bool Is(Call call, string target) => call.Target.StartsWith(target, StringComparison.Ordinal);

    private static bool Is(Call call, string type, params ReadOnlySpan<string> verbs)
    {
        foreach (var verb in verbs)
        {
            if (Is(call, type + verb))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Callers(Func<Call, bool> isMeant, params Assembly[] assemblies) => Call.In(assemblies).Where(isMeant).Select(static call => call.Caller);

    private static IEnumerable<string> CallingTypes(Func<Call, bool> isMeant, params Assembly[] assemblies) => Call.In(assemblies).Where(isMeant).Select(static call => call.Type);
}
