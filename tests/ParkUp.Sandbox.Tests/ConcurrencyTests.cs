using System.Globalization;

namespace ParkUp.Sandbox.Tests;

public class ConcurrencyTests
{
    private const int Rivals = 64;

    [Theory]
    [InlineData("Batch")]
    [InlineData("Partial")]
    [InlineData("PerTag")]
    public void Of_many_adds_of_one_code_exactly_one_wins(string reading)
    {
        TestSandbox sandbox = TestSandbox.With("Conflict=" + reading);
        for (int i = 0; i < Rivals; i++)
        {
            sandbox.AddCustomer(Number(i));
        }

        for (int round = 0; round < 50; round++)
        {
            string code = "T" + Number(round);
            Answer[] answers = new Answer[Rivals];
            Parallel.For(0, Rivals, i => answers[i] = sandbox.AddTags(Number(i), code));

            Assert.Equal(1, answers.Count(static answer => answer.Body.Contains("true", StringComparison.Ordinal)));
        }

        Assert.Equal(50, sandbox.Api.Snapshot().Sum(static customer => customer.Tags.Count));
    }

    [Fact]
    public void Of_many_adds_of_one_customer_exactly_one_wins()
    {
        TestSandbox sandbox = new();
        int created = 0;
        Parallel.For(0, Rivals, i =>
        {
            if (sandbox.AddCustomer("A", "T" + Number(i)).Status == 201)
            {
                Interlocked.Increment(ref created);
            }
        });

        Assert.Equal(1, created);
        Assert.Single(Assert.Single(sandbox.Api.Snapshot()).Tags);
    }

    /// <summary>Batches that overlap at one end: were claims seen before they stand, both of a pair could lose.</summary>
    [Fact]
    public void Of_two_batches_that_overlap_one_is_always_applied_whole()
    {
        TestSandbox sandbox = new();
        sandbox.AddCustomer("A");
        sandbox.AddCustomer("B");
        for (int round = 0; round < 500; round++)
        {
            string n = Number(round);
            string[] one = ["X" + n, "Y" + n];
            string[] other = ["Y" + n, "X" + n];
            int[] statuses = new int[2];
            Parallel.Invoke(
                () => statuses[0] = sandbox.AddTags("A", one).Status,
                () => statuses[1] = sandbox.AddTags("B", other).Status);

            Assert.Equal([201, 409], statuses.Order());
        }
    }

    [Fact]
    public async Task A_list_never_sees_half_a_batch()
    {
        TestSandbox sandbox = new();
        sandbox.AddCustomer("A");
        string[] batch = [.. Enumerable.Range(0, 50).Select(static i => "T" + Number(i))];
        bool done = false;
        Task writer = Task.Run(
            () =>
            {
                for (int round = 0; round < 100; round++)
                {
                    sandbox.AddTags("A", batch);
                    sandbox.CancelTags("A", batch);
                }

                Volatile.Write(ref done, value: true);
            },
            TestContext.Current.CancellationToken);

        HashSet<int> counts = [];
        do
        {
            counts.Add(sandbox.ListedCodes("A").Length);
        }
        while (!Volatile.Read(ref done));

        await writer;
        Assert.Subset(new HashSet<int> { 0, 50 }, counts);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
