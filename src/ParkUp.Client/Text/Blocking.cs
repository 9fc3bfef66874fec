using System.Diagnostics.CodeAnalysis;

namespace ParkUp.Client;

/// <summary>Waits for work and cancels it, for callers that cannot be asynchronous: the only place that blocks a thread.</summary>
internal static class Blocking
{
    /// <summary>Waits for work to end, and rethrows what it threw.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one place.")]
    public static void Wait(Task work) => work.GetAwaiter().GetResult();

    /// <summary>The same for work with a result.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one place.")]
    public static T Wait<T>(Task<T> work) => work.GetAwaiter().GetResult();

    /// <summary>Cancels, also where another thread disposes the source at the same time.</summary>
    public static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The work has ended.
        }
    }
}
