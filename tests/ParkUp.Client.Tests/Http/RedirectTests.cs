using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>A redirect could take the token to a host that nobody chose: none is ever followed.</summary>
public sealed class RedirectTests(FakeService service) : ServiceTests(service)
{
    public static TheoryData<int, ApiCall> Cases
    {
        get
        {
            var cases = new TheoryData<int, ApiCall>();
            foreach (var status in (int[])[300, 301, 302, 303, 307, 308])
            {
                foreach (var call in Enum.GetValues<ApiCall>())
                {
                    cases.Add(status, call);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_redirect_to_another_server_is_not_followed(int status, ApiCall call)
    {
        using var other = new FakeService();
        Service.Answer(call.Path(), "{}", status, headers: ("Location", new Uri(other.Address, call.Path()).AbsoluteUri));

        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => Connection.MakeAsync(call, Stop));

        Assert.Empty(other.Received);
        Assert.Single(Service.Received);
        Assert.Contains("a redirect", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Address.Authority, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_to_the_same_server_is_not_followed_either()
    {
        Service.Answer(FakeService.TagList, "{}", 307, headers: ("Location", "/elsewhere"));
        Service.Answer("/elsewhere", "[]");

        await Assert.ThrowsAsync<InvalidResponseException>(() => Connection.MakeAsync(ApiCall.List, Stop));

        Assert.Equal(FakeService.TagList, Assert.Single(Service.Received).Path);
    }
}
