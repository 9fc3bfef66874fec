using System.Reflection;

namespace ParkUp.Architecture.Tests;

/// <summary>
/// What is done in one place only, as far as src/BannedSymbols.txt cannot say it. The lists are whole: a place that no
/// longer does it must leave its list.
/// </summary>
public sealed class OnlyHereTests
{
    private static readonly Assembly[] All = [Shipped.Client, Shipped.Sandbox, Shipped.Cmdlets];

    [Fact]
    public void Requests_are_sent_by_the_sender_only() => Listing.Same(
        ["RequestSender.SendAsync"],
        Callers("System.Net.Http.HttpClient.Send", "System.Net.Http.HttpClient.Get", "System.Net.Http.HttpClient.Post", "System.Net.Http.HttpClient.Put", "System.Net.Http.HttpClient.Patch", "System.Net.Http.HttpClient.Delete", "System.Net.Http.HttpMessageInvoker.Send"));

    [Fact]
    public void Sockets_are_set_up_in_one_place_only() => Listing.Same(
        ["HttpClients.Create", "HttpClients.CreateSockets"],
        Callers("System.Net.Http.HttpClient..ctor", "System.Net.Http.HttpMessageInvoker..ctor", "System.Net.Http.SocketsHttpHandler..ctor"));

    [Fact]
    public void The_token_is_put_on_a_request_by_the_sender_only() => Listing.Same(
        ["RequestSender.SendAsync"],
        Callers("ParkUp.Client.BearerToken.ToHeader", "System.Net.Http.Headers.HttpRequestHeaders.set_Authorization"));

    [Fact]
    public void The_token_is_made_readable_in_one_place_only() => Listing.Same(
        ["BearerToken.Reveal"],
        Callers("System.Runtime.InteropServices.Marshal.SecureString"));

    [Fact]
    public void Error_records_are_made_in_one_place_only() => Listing.Same(
        ["ErrorRecords.From"],
        Callers("System.Management.Automation.ErrorRecord..ctor"));

    [Fact]
    public void Errors_are_written_by_the_two_parts_that_all_cmdlets_are_made_of() => Listing.Same(
        ["BulkPipeline`2", "CmdletStreams"],
        Calls("System.Management.Automation.Cmdlet.WriteError", "System.Management.Automation.Cmdlet.ThrowTerminatingError").Select(static call => call.Type));

    [Fact]
    public void HTTP_is_known_to_the_folder_Http_only() => Listing.Same(
        [],
        Shipped.Knowing("System.Net.Http", Shipped.Client).Except(Shipped.TypesIn(Shipped.Client, "Http"), StringComparer.Ordinal));

    [Fact]
    public void JSON_is_known_to_the_folder_Http_only() => Listing.Same(
        [],
        Shipped.Knowing("System.Text.Json", Shipped.Client).Except(Shipped.TypesIn(Shipped.Client, "Http"), StringComparer.Ordinal));

    [Fact]
    public void The_cmdlets_speak_neither_HTTP_nor_JSON() => Listing.Same(
        [],
        Shipped.Knowing("System.Net.Http", Shipped.Cmdlets).Concat(Shipped.Knowing("System.Text.Json", Shipped.Cmdlets)));

    /// <summary>The calls of what begins with one of these names.</summary>
    private static IEnumerable<Call> Calls(params string[] targets) =>
        Call.In(All).Where(call => Array.Exists(targets, target => call.Target.StartsWith(target, StringComparison.Ordinal)));

    private static IEnumerable<string> Callers(params string[] targets) => Calls(targets).Select(static call => call.Caller);
}
