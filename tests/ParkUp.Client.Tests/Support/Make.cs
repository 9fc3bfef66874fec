using System.Security;

namespace ParkUp.Client.Tests.Support;

/// <summary>What most tests need and none is about.</summary>
internal static class Make
{
    public const string Token = "s3cr3t.T0ken-4711";

    public static SecureString Secret(string text)
    {
        var secret = new SecureString();
        foreach (var c in text)
        {
            secret.AppendChar(c);
        }

        return secret;
    }

    /// <summary>Nothing is sent again, unless a test is about that; and no pause takes time.</summary>
    public static ConnectionOptions Options(Uri address) => new()
    {
        Token = Secret(Token),
        BaseUri = address,
        MaximumRetryCount = 0,
        BackoffClock = new SkippingClock(),
        Jitter = static () => 0.5,
    };

    public static ParkUpConnection Connection(Uri address) => ParkUpConnection.Open(Options(address));

    public static ParkUpConnection Connection(HttpMessageHandler handler, TimeProvider? clock = null) =>
        ParkUpConnection.Open(Options(new Uri("https://parkup.example/")) with { Handler = handler, Clock = clock ?? TimeProvider.System });

    public static TagOrder Order(string? code, string? plate, string refId = "A1", long? customerId = null, int? line = null) =>
        new() { Customer = new CustomerKey(refId, customerId), Code = code, Plate = plate, Line = line };

    public static CustomerOrder Customer(params TagOrder[] tags) => new()
    {
        RefId = "A1",
        Email = "ana@example.com",
        Phone = "+56911111111",
        IsUnlimited = false,
        Tags = tags,
    };
}
