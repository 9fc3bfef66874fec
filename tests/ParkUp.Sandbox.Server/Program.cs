using System.Runtime.InteropServices;

namespace ParkUp.Sandbox.Server;

internal static class Program
{
    private const int CannotListen = 1;
    private const int BadArguments = 2;

    public static async Task<int> Main(string[] arguments)
    {
        try
        {
            using PreciseClock clock = new();
            await RunAsync(ServerArguments.Parse(arguments, clock));
            return 0;
        }
        catch (FormatException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            await Console.Error.WriteLineAsync(ServerArguments.Usage);
            return BadArguments;
        }
        catch (IOException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return CannotListen;
        }
    }

    private static async Task RunAsync(ServerArguments parsed)
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        await using SandboxServer server = await SandboxServer.StartAsync(parsed.Options, parsed.Port, parsed.Limits);
        await Console.Out.WriteLineAsync($"Listening on {server.BaseAddress.GetLeftPart(UriPartial.Authority)}");
        await (parsed.ExitWithStdin ? Task.WhenAny(ended.Task, StdinClosedAsync()) : ended.Task);

        void End(PosixSignalContext context)
        {
            // Cancelled, so that the process ends by returning from here, with the server closed.
            context.Cancel = true;
            ended.TrySetResult();
        }
    }

    // On a thread of its own: reading the console blocks, whatever the method is called.
    private static Task StdinClosedAsync() =>
        Task.Factory.StartNew(
            static () =>
            {
                while (Console.In.ReadLine() is not null)
                {
                    // What is written to it means nothing; only its end does.
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
}
