using System.Collections.ObjectModel;

namespace ParkUp.Sandbox;

/// <summary>What goes wrong on the way of a reply, for the transport to act out.</summary>
public enum DeliveryFault
{
    /// <summary>The reply arrives whole.</summary>
    None,

    /// <summary>The connection is reset before a byte of the reply was sent.</summary>
    Drop,

    /// <summary>No reply comes until the caller gives up.</summary>
    Hang,

    /// <summary>The reply announces its whole length, and the connection breaks off midway.</summary>
    Truncate,
}

/// <summary>One HTTP answer, and what the transport must do to it.</summary>
public sealed class SandboxReply
{
    internal SandboxReply(int statusCode, string contentType, ReadOnlyMemory<byte> body)
    {
        StatusCode = statusCode;
        ContentType = contentType;
        Body = body;
    }

    /// <summary>The HTTP status; without meaning when <see cref="Delivery"/> is a drop or a hang.</summary>
    public int StatusCode { get; }

    /// <summary>The content type of the body.</summary>
    public string ContentType { get; }

    /// <summary>Headers beside the content's own, such as Retry-After.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; internal init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The whole body, also when it is to be cut on its way.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>What goes wrong on the way.</summary>
    public DeliveryFault Delivery { get; internal init; }

    /// <summary>How many bytes of the body a truncated delivery lets through.</summary>
    public int TruncatedLength => Body.Length / 2;

    internal SandboxReply Delivered(DeliveryFault fault) =>
        new(StatusCode, ContentType, Body) { Headers = Headers, Delivery = fault };
}
