using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using ParkUp.Sandbox.Server;

namespace ParkUp.Sandbox.Tests;

/// <summary>The server as a process of its own.</summary>
public sealed class ProgramTests : IDisposable
{
    // A process that does not end must fail its test, rather than keep the whole run waiting.
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public ProgramTests() => _limit.CancelAfter(TimeSpan.FromMinutes(1));

    private CancellationToken Cancellation => _limit.Token;

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task It_prints_one_line_serves_what_was_asked_for_and_ends_with_its_input()
    {
        using Process process = Start(
            "--port", "0", "--token", "s3cret", "--latency", "1", "--seed", "1", "--fault", "Html:1", "--fault", "UnknownCustomer=Empty", "--exit-with-stdin");
        string? line = await process.StandardOutput.ReadLineAsync(Cancellation);
        Assert.Matches(@"^Listening on http://127\.0\.0\.1:\d+$", line);
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(line!["Listening on ".Length..]) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "s3cret");

        using HttpResponseMessage answer = await client.PostAsync(TestSandbox.TagListPath, new StringContent("""{"refId":"A"}"""), Cancellation);
        string log = await client.GetStringAsync("/__sandbox/log", Cancellation);
        process.StandardInput.Close();
        string more = await process.StandardOutput.ReadToEndAsync(Cancellation);
        string errors = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("\"authorized\":true", log, StringComparison.Ordinal);
        Assert.Equal(("", "", 0), (more, errors, process.ExitCode));
    }

    [Fact]
    public async Task It_limits_requests_as_it_was_told_to()
    {
        using Process process = Start("--token", "s3cret", "--capacity", "1", "--rate", "1", "--retry-after", "--exit-with-stdin");
        string? line = await process.StandardOutput.ReadLineAsync(Cancellation);
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(line!["Listening on ".Length..]) };

        HttpResponseMessage[] answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => client.PostAsync(TestSandbox.TagListPath, new StringContent("{}"), Cancellation)));
        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancellation);

        Assert.Contains(answers, static answer => answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter is not null);
        Array.ForEach(answers, static answer => answer.Dispose());
    }

    [Fact]
    public async Task It_goes_into_maintenance_as_it_was_told_to()
    {
        using Process process = Start("--token", "s3cret", "--maintenance-after", "1", "--exit-with-stdin");
        string? line = await process.StandardOutput.ReadLineAsync(Cancellation);
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(line!["Listening on ".Length..]) };

        using HttpResponseMessage first = await client.PostAsync(TestSandbox.TagListPath, new StringContent("{}"), Cancellation);
        using HttpResponseMessage second = await client.PostAsync(TestSandbox.TagListPath, new StringContent("{}"), Cancellation);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.ServiceUnavailable), (first.StatusCode, second.StatusCode));
    }

    [Theory]
    [InlineData("-TERM")]
    [InlineData("-INT")]
    public async Task It_ends_in_order_when_told_to(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals to send.");

        // A shell takes its Ctrl+C from what it runs in the background; env gives it back. It becomes the server's process.
        string[] front = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : [];
        using Process process = Start([.. front, Dotnet], "--token", "s3cret", "--no-log");
        string? line = await process.StandardOutput.ReadLineAsync(Cancellation);
        Assert.StartsWith("Listening on ", line, StringComparison.Ordinal);

        using Process kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData("--token is missing.")]
    [InlineData("'--colour' is not understood.", "--token", "t", "--colour")]
    [InlineData("--port needs a whole number from 0 to 65535, not '65536'.", "--port", "65536")]
    [InlineData("--capacity needs a whole number from 1 to 2147483647, not '0'.", "--token", "t", "--capacity", "0")]
    [InlineData("--maintenance-after needs a whole number from 0 to 2147483647, not '-1'.", "--token", "t", "--maintenance-after", "-1")]
    [InlineData("--token needs a value.", "--token")]
    [InlineData("there is no fault 'Dropp'.", "--token", "t", "--fault", "Dropp:0.1")]
    public async Task It_refuses_arguments_that_it_does_not_understand(string message, params string[] arguments)
    {
        using Process process = Start(arguments);
        string output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        string errors = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(("", 2), (output, process.ExitCode));
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Contains("Usage: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_names_a_port_that_is_in_use()
    {
        await using SandboxServer holder = await SandboxServer.StartAsync(
            new SandboxOptions { Token = TestSandbox.Token }, cancellationToken: Cancellation);
        string port = holder.BaseAddress.Port.ToString(CultureInfo.InvariantCulture);

        using Process process = Start("--token", "t", "--port", port);
        string output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        string errors = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(("", 1), (output, process.ExitCode));
        Assert.Contains(port, Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static Process Start(params string[] arguments) => Start([Dotnet], arguments);

    private static Process Start(string[] host, params string[] arguments)
    {
        ProcessStartInfo start = new(host[0], [.. host[1..], Path.Combine(AppContext.BaseDirectory, "ParkUp.Sandbox.Server.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
