using System.Net;
using System.Text;
using System.Text.Json;

namespace ParkUp.Client.Tests.Support;

/// <summary>A service that takes no more than so many tags at once, and answers 413 to more.</summary>
internal sealed class LimitedService : HttpMessageHandler
{
    private readonly int _most;
    private readonly List<int> _sizes;

    public LimitedService(int most, List<int> sizes)
    {
        _most = most;
        _sizes = sizes;
        Connection = Make.Connection(this);
    }

    public ParkUpConnection Connection { get; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        string[] codes = [.. body.RootElement.GetProperty("tags").EnumerateArray().Select(static tag => tag.GetProperty("code").GetString()!)];
        _sizes.Add(codes.Length);
        var answer = JsonSerializer.Serialize(new { customer = 1, tagsCreate = codes.Select(static code => new { tag = code, status = true }) });
        return codes.Length > _most
            ? new HttpResponseMessage(HttpStatusCode.RequestEntityTooLarge)
            : new HttpResponseMessage(HttpStatusCode.Created) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
    }
}
