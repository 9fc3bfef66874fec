namespace ParkUp.Sandbox.Tests;

public class ConflictTests
{
    [Theory]
    [InlineData("UniquePlates=No", 201)]
    [InlineData("UniquePlates=Yes", 409)]
    public void A_plate_in_use_is_a_conflict_where_plates_are_unique_and_is_free_once_its_tag_is_cancelled(string reading, int status)
    {
        TestSandbox sandbox = TestSandbox.With(reading);
        sandbox.AddCustomer("A", "T1:AA1111");
        sandbox.AddCustomer("B");

        Assert.Equal(status, sandbox.AddTags("B", "T2:AA1111").Status);

        sandbox.CancelTags("A", "T1:AA1111");
        sandbox.CancelTags("B", "T2:AA1111");
        Assert.Equal(201, sandbox.AddTags("B", "T3:AA1111").Status);
    }

    [Theory]
    [InlineData("Batch")]
    [InlineData("Partial")]
    [InlineData("PerTag")]
    public void A_reference_in_use_is_a_conflict_in_every_reading(string reading)
    {
        TestSandbox sandbox = TestSandbox.With("Conflict=" + reading);
        sandbox.AddCustomer("A");
        sandbox.AddCustomer("B", "T1");

        Answer answer = sandbox.AddCustomer("B", "T2");

        Assert.Equal(new Answer(409, """{"statusCode":409,"message":"User with ID 2 sticket active","error":"Conflict"}"""), answer);
        Assert.Equal(["T1"], sandbox.ListedCodes("B"));
    }

    [Theory]
    [InlineData("T2", "T1", "T3")]
    [InlineData("T2", "T9", "T3")]
    [InlineData("T2", "T3", "T2")]
    public void Read_by_batch_a_tag_in_use_leaves_nothing_applied(string one, string two, string three)
    {
        TestSandbox sandbox = Prepared("Batch");

        Answer answer = sandbox.AddTags("A", one, two, three);

        Assert.Equal(409, answer.Status);
        Assert.Equal(["T1"], sandbox.ListedCodes("A"));
        Assert.Equal(201, sandbox.AddTags("B", "T2", "T3").Status);
    }

    [Theory]
    [InlineData("T2", "T1", "T3")]
    [InlineData("T2", "T9", "T3")]
    [InlineData("T2", "T3", "T2")]
    public void Read_as_partial_the_good_tags_are_applied_behind_the_conflict(string one, string two, string three)
    {
        TestSandbox sandbox = Prepared("Partial");

        Answer answer = sandbox.AddTags("A", one, two, three);

        Assert.Equal(409, answer.Status);
        Assert.Equal(["T1", "T2", "T3"], sandbox.ListedCodes("A"));
    }

    [Fact]
    public void Read_by_tag_the_answer_tells_them_apart()
    {
        TestSandbox sandbox = Prepared("PerTag");

        Answer answer = sandbox.AddTags("A", "T2", "T9", "T2");

        Assert.Equal(
            new Answer(201, """{"customer":1,"tagsCreate":[{"tag":"T2","status":true},{"tag":"T9","status":false},{"tag":"T2","status":false}]}"""),
            answer);
        Assert.Equal(["T1", "T2"], sandbox.ListedCodes("A"));
    }

    [Fact]
    public void A_tag_conflict_names_the_customer_that_has_the_tag()
    {
        TestSandbox sandbox = Prepared("Batch");

        Assert.Equal(["User with ID 2 sticket active"], sandbox.AddTags("A", "T9").Messages);
        Assert.Equal(["User with ID 1 sticket active"], sandbox.AddTags("A", "T5", "T5").Messages);
    }

    [Fact]
    public void Read_by_batch_a_new_customer_with_a_tag_in_use_is_not_created_and_takes_no_number()
    {
        TestSandbox sandbox = Prepared("Batch");

        Assert.Equal(409, sandbox.AddCustomer("C", "T2", "T9").Status);
        Assert.Equal(404, sandbox.List("C").Status);
        Assert.Equal("""{"customer":3,"tags":[{"tag":"T2","status":true}]}""", sandbox.AddCustomer("C", "T2").Body);
    }

    [Fact]
    public void Read_as_partial_a_new_customer_with_a_tag_in_use_is_created_behind_the_conflict()
    {
        TestSandbox sandbox = Prepared("Partial");

        Assert.Equal(409, sandbox.AddCustomer("C", "T2", "T9").Status);
        Assert.Equal(["T2"], sandbox.ListedCodes("C"));
    }

    [Fact]
    public void Read_by_tag_a_new_customer_with_a_tag_in_use_is_created_without_it()
    {
        TestSandbox sandbox = Prepared("PerTag");

        Assert.Equal(
            new Answer(201, """{"customer":3,"tags":[{"tag":"T2","status":true},{"tag":"T9","status":false}]}"""),
            sandbox.AddCustomer("C", "T2", "T9"));
        Assert.Equal(["T2"], sandbox.ListedCodes("C"));
    }

    [Fact]
    public void Batch_is_the_reading_unless_another_is_asked_for() =>
        Assert.Equal(ConflictReading.Batch, new SandboxBehaviour().Conflict);

    private static TestSandbox Prepared(string reading)
    {
        TestSandbox sandbox = TestSandbox.With("Conflict=" + reading);
        sandbox.AddCustomer("A", "T1");
        sandbox.AddCustomer("B", "T9");
        return sandbox;
    }
}
