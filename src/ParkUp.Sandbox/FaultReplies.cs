using System.Collections.Frozen;

namespace ParkUp.Sandbox;

/// <summary>What each fault makes of an answer.</summary>
internal static class FaultReplies
{
    private const string ProxyPage =
        "<!DOCTYPE html>\n<html><head><title>Web access</title></head><body><h1>Please sign in to use the network</h1></body></html>\n";

    private static readonly FrozenDictionary<string, string> RetrySoon =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Retry-After"] = "1" }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the request is carried out although the fault is played.</summary>
    public static bool Commits(FaultKind kind) => kind is FaultKind.CommitThenDrop or FaultKind.CommitThen500 or FaultKind.Truncate;

    /// <summary>The answer to a request that is not carried out.</summary>
    public static SandboxReply Instead(FaultKind kind) => kind switch
    {
        FaultKind.TooManyRequests => TooManyRequests(),
        FaultKind.ServiceUnavailable => Replies.Error(503, "Service Unavailable"),
        FaultKind.ServerError => ServerError(),
        FaultKind.Timeout => ServerError().Delivered(DeliveryFault.Hang),
        FaultKind.Drop => ServerError().Delivered(DeliveryFault.Drop),
        FaultKind.Html => Replies.Html(200, ProxyPage),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    /// <summary>The answer to a request that was carried out.</summary>
    public static SandboxReply After(FaultKind kind, SandboxReply reply) => kind switch
    {
        FaultKind.CommitThenDrop => reply.Delivered(DeliveryFault.Drop),
        FaultKind.CommitThen500 => ServerError(),
        FaultKind.Truncate => reply.Delivered(DeliveryFault.Truncate),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    private static SandboxReply ServerError() => Replies.Error(500, "Internal server error");

    private static SandboxReply TooManyRequests()
    {
        SandboxReply plain = Replies.Error(429, "ThrottlerException: Too Many Requests");
        return new SandboxReply(plain.StatusCode, plain.ContentType, plain.Body) { Headers = RetrySoon };
    }
}
