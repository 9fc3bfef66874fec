using Microsoft.Extensions.Time.Testing;

namespace ParkUp.Sandbox.Tests;

public class ListTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void An_unknown_customer_is_not_found_or_has_an_empty_list()
    {
        Assert.Equal(404, TestSandbox.With("UnknownCustomer=404").List("X").Status);
        Assert.Equal(new Answer(201, "[]"), TestSandbox.With("UnknownCustomer=Empty").List("X"));
    }

    [Fact]
    public void An_unknown_customer_is_not_found_by_writes_in_either_reading()
    {
        TestSandbox sandbox = TestSandbox.With("UnknownCustomer=Empty");

        Assert.Equal(404, sandbox.AddTags("X", "T").Status);
        Assert.Equal(404, sandbox.CancelTags("X", "T").Status);
    }

    [Fact]
    public void A_limited_list_ends_with_the_oldest_tags_without_a_word()
    {
        TestSandbox sandbox = TestSandbox.With("ListLimit=2");
        sandbox.AddCustomer("A", "T1", "T2", "T3", "T4");

        Assert.Equal(["T1", "T2"], sandbox.ListedCodes("A"));
        sandbox.CancelTags("A", "T1");
        Assert.Equal(["T2", "T3"], sandbox.ListedCodes("A"));
    }

    [Fact]
    public void A_lagging_list_shows_an_add_only_once_it_is_old_enough()
    {
        TestSandbox sandbox = Lagging("ListLag=0.5");
        sandbox.AddCustomer("A");
        _clock.Advance(TimeSpan.FromSeconds(10));
        sandbox.AddTags("A", "T1");

        Assert.Empty(sandbox.ListedCodes("A"));
        _clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.Empty(sandbox.ListedCodes("A"));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["T1"], sandbox.ListedCodes("A"));
    }

    [Fact]
    public void A_lagging_list_shows_a_cancelled_tag_until_the_cancel_is_old_enough()
    {
        TestSandbox sandbox = Lagging("ListLag=0.5");
        sandbox.AddCustomer("A", "T1");
        _clock.Advance(TimeSpan.FromSeconds(10));
        sandbox.CancelTags("A", "T1");

        Assert.Equal(["T1"], sandbox.ListedCodes("A"));
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Empty(sandbox.ListedCodes("A"));
    }

    [Fact]
    public void A_lagging_list_does_not_know_a_customer_that_is_too_new()
    {
        TestSandbox sandbox = Lagging("ListLag=2");
        sandbox.AddCustomer("A", "T1");

        Assert.Equal(404, sandbox.List("A").Status);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["T1"], sandbox.ListedCodes("A"));
    }

    [Fact]
    public void Writes_see_the_present_whatever_the_lag()
    {
        TestSandbox sandbox = Lagging("ListLag=60");

        Assert.Equal(201, sandbox.AddCustomer("A", "T1").Status);
        Assert.Equal(409, sandbox.AddCustomer("A").Status);
        Assert.Equal(409, sandbox.AddTags("A", "T1").Status);
        Assert.Equal("""{"customer":1,"tagsCancell":[{"tag":"T1","cancell":true}]}""", sandbox.CancelTags("A", "T1").Body);
        Assert.Equal(201, sandbox.AddTags("A", "T1").Status);
    }

    [Fact]
    public void A_list_leaves_out_cancelled_tags_unless_asked_to_hold_them()
    {
        foreach ((string setting, string[] shown) in new[] { ("ListCancelled=No", new[] { "T2" }), ("ListCancelled=Yes", ["T1", "T2"]) })
        {
            TestSandbox sandbox = TestSandbox.With(setting);
            sandbox.AddCustomer("A", "T1", "T2");
            sandbox.CancelTags("A", "T1");

            Assert.Equal(shown, sandbox.ListedCodes("A"));
        }
    }

    [Fact]
    public void A_code_added_again_after_its_cancel_is_another_tag()
    {
        TestSandbox sandbox = TestSandbox.With("ListCancelled=Yes");
        sandbox.AddCustomer("A", "T1:OLD");
        sandbox.CancelTags("A", "T1:OLD");
        sandbox.AddTags("A", "T1:NEW");

        Assert.Equal("""[{"id":1,"code":"T1","plate":"OLD"},{"id":2,"code":"T1","plate":"NEW"}]""", sandbox.List("A").Body);
        Assert.Equal([false, true], sandbox.Api.Snapshot()[0].Tags.Select(static tag => tag.Active));
    }

    private TestSandbox Lagging(string setting) => new(new SandboxOptions
    {
        Token = TestSandbox.Token,
        TimeProvider = _clock,
        Behaviour = SandboxSettings.Parse([setting]).Behaviour,
    });
}
