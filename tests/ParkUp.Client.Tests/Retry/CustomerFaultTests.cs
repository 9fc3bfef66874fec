using ParkUp.Client.Tests.Support;
using ParkUp.Sandbox;

namespace ParkUp.Client.Tests.Retry;

/// <summary>What becomes of a customer to create when requests fail, or when it is there already.</summary>
public sealed class CustomerFaultTests
{
    private const string Create = "customer/add";
    private const string List = "tag/list";

    private static readonly CustomerOrder Ana = Make.Customer(Make.Order("T1", "AA1111"), Make.Order("T2", "BB2222"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FaultKind.CommitThenDrop)]
    [InlineData(FaultKind.CommitThen500)]
    [InlineData(FaultKind.Truncate)]
    public async Task A_customer_that_was_made_is_proved_by_its_tags(FaultKind fault)
    {
        using var service = new FaultyService(Faults.Of((Create, fault)));

        var (result, error) = await CreateAsync(service, Ana);

        Assert.Null(error);
        Assert.Equal((Outcome.Created, Evidence.List), (result.Outcome, result.Evidence));
        Assert.All(result.Tags, static tag => Assert.Equal((Outcome.Added, Evidence.List), (tag.Outcome, tag.Evidence)));
        Assert.Equal([Create, List, List], service.Sent);
    }

    [Theory]
    [InlineData(FaultKind.ServiceUnavailable)]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.Drop)]
    [InlineData(FaultKind.Html)]
    public async Task A_customer_that_is_not_there_is_sent_again_after_two_404(FaultKind fault)
    {
        using var service = new FaultyService(Faults.Of((Create, fault)));

        var (result, _) = await CreateAsync(service, Ana);

        Assert.Equal((Outcome.Created, Evidence.Response), (result.Outcome, result.Evidence));
        Assert.Equal(2, service.Sent.Count(static path => path is Create));
        Assert.True(service.Sent.Count(static path => path is List) >= 2);
    }

    [Fact]
    public async Task A_list_that_lags_does_not_have_the_customer_sent_twice()
    {
        using var service = new FaultyService(Faults.Of((Create, FaultKind.CommitThenDrop)), retries: 3, "ListLag=3");

        Assert.Equal(Outcome.Created, (await CreateAsync(service, Ana)).Outcome);
        Assert.Equal(Outcome.Created, (await CreateAsync(service, Ana with { RefId = "B2", Tags = [] })).Outcome);
        Assert.Equal(2, service.Sent.Count(static path => path is Create));
    }

    [Fact]
    public async Task What_fails_to_the_last_has_failed_where_the_service_knows_no_such_customer()
    {
        using var service = new FaultyService(FaultPlan.When(static request => request.Path.EndsWith(Create, StringComparison.Ordinal) ? FaultKind.ServerError : null));

        var (result, error) = await CreateAsync(service, Ana);

        Assert.Equal((Outcome.Failed, Evidence.List), (result.Outcome, result.Evidence));
        Assert.IsType<ServerErrorException>(error);
        Assert.Equal(4, service.Sent.Count(static path => path is Create));
    }

    [Fact]
    public async Task An_empty_list_proves_nothing_and_is_not_followed_by_another_try()
    {
        using var service = new FaultyService(Faults.Of((Create, FaultKind.Drop)), retries: 3, "UnknownCustomer=Empty");

        var (result, error) = await CreateAsync(service, Ana);

        Assert.Equal(Outcome.Unknown, result.Outcome);
        Assert.IsType<OutcomeUnknownException>(error);
        Assert.Single(service.Sent, Create);
    }

    [Theory]
    [InlineData("Batch")]
    [InlineData("Partial")]
    [InlineData("PerTag")]
    public async Task A_second_run_is_quiet(string conflict)
    {
        using var service = new FaultyService(FaultPlan.None, retries: 3, $"Conflict={conflict}");
        await CreateAsync(service, Ana);
        await CreateAsync(service, Ana with { RefId = "B2", Tags = [] });

        var again = await CreateAsync(service, Ana);
        var without = await CreateAsync(service, Ana with { RefId = "B2", Tags = [] });

        Assert.Equal((Outcome.AlreadyExists, Evidence.List, null), (again.Outcome, again.Evidence, again.Error));
        Assert.All(again.Tags, static tag => Assert.Equal(Outcome.AlreadyActive, tag.Outcome));
        Assert.Equal((Outcome.AlreadyExists, Evidence.Response, null), (without.Outcome, without.Evidence, without.Error));
    }

    [Fact]
    public async Task A_customer_that_is_there_with_some_of_its_tags_is_refused_and_told_how_to_add_the_others()
    {
        using var service = new FaultyService(FaultPlan.None).WithCustomer("A1", ("T1", "AA1111"));

        var (result, error) = await CreateAsync(service, Ana);

        Assert.Equal((Outcome.Rejected, Evidence.Response), (result.Outcome, result.Evidence));
        Assert.Equal([Outcome.AlreadyActive, Outcome.Rejected], [.. result.Tags.Select(static tag => tag.Outcome)]);
        Assert.Contains("Add its other tags to that customer.", Assert.IsType<ConflictException>(error).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_is_in_use_elsewhere_keeps_the_customer_from_being_made()
    {
        using var service = new FaultyService(FaultPlan.None).WithCustomer("B2", ("T1", "AA1111"));

        var (result, error) = await CreateAsync(service, Ana);

        Assert.Equal(Outcome.Rejected, result.Outcome);
        Assert.IsType<ConflictException>(error);
        Assert.All(result.Tags, static tag => Assert.Equal(Outcome.Rejected, tag.Outcome));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3")]
    public async Task A_409_about_one_tag_of_several_hides_no_other_that_was_taken(string lag)
    {
        using var service = new FaultyService(FaultPlan.None, retries: 3, "Conflict=Partial", $"ListLag={lag}").WithCustomer("B2", ("T1", "AA1111"));

        var (result, _) = await CreateAsync(service, Ana);

        Assert.Equal(Outcome.Rejected, result.Outcome);
        Assert.Equal([(Outcome.Rejected, Evidence.Response), (Outcome.AlreadyActive, Evidence.List)], [.. result.Tags.Select(static tag => (tag.Outcome, tag.Evidence))]);
    }

    [Fact]
    public async Task Without_a_list_a_409_about_one_tag_is_its_refusal_and_about_several_it_is_unknown()
    {
        using var service = new FakeService();
        service.Answer(FakeService.CustomerAdd, "{}", 409);
        service.Answer(FakeService.TagList, "{}", 500);
        var creator = new CustomerCreator(Make.Connection(service.Address), RequestObserver.None);

        var one = await creator.CreateAsync(Ana with { Tags = [Ana.Tags[0]] }, Stop);
        var two = await creator.CreateAsync(Ana, Stop);

        Assert.Equal((Outcome.Rejected, typeof(ConflictException)), (one.Outcome, one.Error!.GetType()));
        Assert.Equal((Outcome.Unknown, typeof(OutcomeUnknownException)), (two.Outcome, two.Error!.GetType()));
    }

    [Fact]
    public async Task A_status_that_the_answer_leaves_out_is_looked_for()
    {
        using var service = new FakeService();
        service.Answer(FakeService.CustomerAdd, """{"customer":42,"tags":[{"tag":"T2","status":true}]}""");
        service.Answer(FakeService.TagList, """[{"id":1,"code":"T1","plate":"AA1111"},{"id":2,"code":"T2","plate":"BB2222"}]""");

        var (result, error) = await new CustomerCreator(Make.Connection(service.Address), RequestObserver.None).CreateAsync(Ana, Stop);

        Assert.Null(error);
        Assert.Equal([Evidence.List, Evidence.Response], [.. result.Tags.Select(static tag => tag.Evidence)]);
    }

    private static Task<CustomerResult> CreateAsync(FaultyService service, CustomerOrder order) =>
        new CustomerCreator(service.Connection, RequestObserver.None).CreateAsync(order, Stop);
}
