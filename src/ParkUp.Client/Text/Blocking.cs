using System.Diagnostics.CodeAnalysis;

namespace ParkUp.Client;

/// <summary>The only place that blocks a thread: the caller's, where it cannot be asynchronous.</summary>
internal static class Blocking
{
    /// <summary>Waits for work to end, and rethrows what it threw.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one place.")]
    public static void Wait(Task work) => work.GetAwaiter().GetResult();

    /// <summary>The same for work with a result.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one place.")]
    public static T Wait<T>(Task<T> work) => work.GetAwaiter().GetResult();
}
