using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Operations;

/// <summary>Lists of many customers.</summary>
public sealed class TagListerTests
{
    [Fact]
    public async Task A_filter_is_left_to_the_thread_that_takes_the_lists()
    {
        using var service = await new InMemoryService().WithCustomerAsync("A1", ("T1", "AA1111"), ("T2", "BB2222"));
        Predicate<Tag> wanted = static _ => throw new InvalidOperationException("A pattern of PowerShell must not be used on a thread of the pool.");

        var list = Assert.Single(await new TagLister(service.Connection, RequestObserver.None).RunAsync(
            [new TagQuery(new CustomerKey("A1", Id: null), wanted)], new BulkOptions { BatchSize = 1 }, TestContext.Current.CancellationToken));

        Assert.Null(list.Error);
        Assert.Same(wanted, list.Wanted);
        Assert.Equal(["T1", "T2"], list.Tags.Select(static tag => tag.Code), StringComparer.Ordinal);
    }
}
