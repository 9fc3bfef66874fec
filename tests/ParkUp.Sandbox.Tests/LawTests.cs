using System.Globalization;
using System.Text.Json;
using FsCheck.Xunit;

namespace ParkUp.Sandbox.Tests;

/// <summary>What holds after any sequence of writes, in each reading of a conflict.</summary>
public class LawTests
{
    private static readonly string[] Customers = ["A", "B", "C"];

    [Property(MaxTest = 300)]
    public void After_any_writes_no_code_is_active_twice_and_lists_show_just_the_active_tags(byte reading, ushort[] writes)
    {
        TestSandbox sandbox = TestSandbox.With("Conflict=" + (ConflictReading)(reading % 3));
        foreach (ushort write in writes)
        {
            Write(sandbox, write);
        }

        IReadOnlyList<SandboxCustomer> state = sandbox.Api.Snapshot();
        string[] active = [.. state.SelectMany(static customer => customer.Tags).Where(static tag => tag.Active).Select(static tag => tag.Code)];
        Assert.Equal(active.Length, active.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Enumerable.Range(1, state.Count).Select(static id => (long)id), state.Select(static customer => customer.Id));
        foreach (SandboxCustomer customer in state)
        {
            string[] held = [.. customer.Tags.Where(static tag => tag.Active).Select(static tag => tag.Code)];
            Assert.Equal(held, sandbox.ListedCodes(customer.RefId));
        }
    }

    [Property(MaxTest = 300)]
    public void An_answer_tells_exactly_which_tags_became_active(byte reading, ushort[] writes)
    {
        ConflictReading conflict = (ConflictReading)(reading % 3);
        TestSandbox sandbox = TestSandbox.With("Conflict=" + conflict);
        foreach (ushort write in writes)
        {
            int before = ActiveCount(sandbox);
            Answer answer = Write(sandbox, write);
            int change = Math.Abs(ActiveCount(sandbox) - before);

            if (answer.Status is 200 or 201)
            {
                Assert.Equal(TrueCount(answer.Body), change);
            }
            else if (conflict != ConflictReading.Partial)
            {
                Assert.Equal(0, change);
            }
        }
    }

    /// <summary>Each request goes to one of two sandboxes that stay open, or to one that is opened for it alone.</summary>
    [Property(MaxTest = 100)]
    public async Task Any_requests_are_answered_the_same_in_memory_and_by_sandboxes_on_one_file(byte reading, (ushort Write, byte By)[] requests)
    {
        string conflict = "Conflict=" + (ConflictReading)(reading % 3);
        TestSandbox memory = TestSandbox.With(conflict, "ListCancelled=Yes");
        using SandboxFolder folder = new();
        SandboxApi[] open = [folder.Open(conflict, "ListCancelled=Yes"), folder.Open(conflict, "ListCancelled=Yes")];
        foreach ((ushort write, byte by) in requests)
        {
            SandboxApi sandbox = by % 3 < open.Length ? open[by % 3] : folder.Open(conflict, "ListCancelled=Yes");
            SandboxRequest request = ToRequest(write);
            Assert.Equal(memory.Send(request), await SandboxFolder.SendAsync(sandbox, request));
        }

        SandboxApi last = folder.Open(conflict);
        await last.CheckFileAsync(TestContext.Current.CancellationToken);
        Assert.Equivalent(memory.Api.Snapshot(), last.Snapshot(), strict: true);
    }

    /// <summary>Two bits choose the operation, the next the customer, and three codes of a small alphabet.</summary>
    private static SandboxRequest ToRequest(int write)
    {
        string refId = Customers[write / 4 % 3];
        string[] codes = [.. new[] { write >> 4, write >> 8, write >> 12 }.Select(static bits => "T" + (bits % 5).ToString(CultureInfo.InvariantCulture))];
        return (write % 4) switch
        {
            0 => TestSandbox.Request("POST", TestSandbox.CustomerAddPath, TestSandbox.Customer(refId, codes)),
            1 => TestSandbox.Request("PUT", TestSandbox.TagCancelPath, TestSandbox.TagsOf(refId, codes)),
            _ => TestSandbox.Request("POST", TestSandbox.TagAddPath, TestSandbox.TagsOf(refId, codes)),
        };
    }

    private static Answer Write(TestSandbox sandbox, int write) => sandbox.Send(ToRequest(write));

    private static int ActiveCount(TestSandbox sandbox) =>
        sandbox.Api.Snapshot().Sum(static customer => customer.Tags.Count(static tag => tag.Active));

    private static int TrueCount(string body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        return document.RootElement.EnumerateObject()
            .Where(static property => property.Value.ValueKind == JsonValueKind.Array)
            .SelectMany(static property => property.Value.EnumerateArray())
            .Count(static tag => tag.EnumerateObject().Any(static flag => flag.Value.ValueKind == JsonValueKind.True));
    }
}
