using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ParkUp.Client.Tests.Operations;

/// <summary>Whose status is whose: never a guess, and never another tag's.</summary>
public sealed class StatusMapTests
{
    [Fact]
    public void In_order_each_tag_has_its_own() => AssertMap("a b c", "a+ b- c+", "+-+");

    [Theory]
    [InlineData("a b c", "c+ a- b-", "--+")]
    [InlineData("a b c", "b+ a- c-", "-+-")]
    [InlineData("A b", " B + a- ", "-+")]
    public void Out_of_order_each_tag_is_found_by_its_code(string sent, string answered, string taken) => AssertMap(sent, answered, taken);

    [Theory]
    [InlineData("a b c", "_+ _- _+", "+-+")]
    [InlineData("a b c", "a+ _- c+", "+-+")]
    [InlineData("a b c", "c+ _- a-", "--+")]
    [InlineData("a b c", "_+ c- _-", "+--")]
    public void Without_a_name_the_order_is_the_promise(string sent, string answered, string taken) => AssertMap(sent, answered, taken);

    [Theory]
    [InlineData("a a b", "a+ a- b+", "+-+")]
    [InlineData("a a b", "b+ a+ a-", "+-+")]
    [InlineData("a b a", "a+ a- b+", "++-")]
    [InlineData("a a", "a- a+", "-+")]
    public void Codes_that_repeat_are_told_apart_by_their_order(string sent, string answered, string taken) => AssertMap(sent, answered, taken);

    [Theory]
    [InlineData("a", "x+", "+")]
    [InlineData("a b", "x+ y+", "++")]
    [InlineData("a b", "x- y-", "--")]
    [InlineData("a b c", "b- x+ y+", "+-+")]
    public void Foreign_names_are_taken_only_where_it_does_not_matter_whose_is_whose(string sent, string answered, string taken) => AssertMap(sent, answered, taken);

    [Theory]
    [InlineData("a b", "x+ y-", "??")]
    [InlineData("a b c", "b- x+ y-", "?-?")]
    [InlineData("a b", "x+ _-", "??")]
    public void Foreign_names_that_disagree_settle_nothing(string sent, string answered, string taken) => AssertMap(sent, answered, taken);

    [Theory]
    [InlineData("a b c", "a+ c-", "+?-")]
    [InlineData("a b c", "_+ _-", "???")]
    [InlineData("a b c", "", "???")]
    [InlineData("a b", "x+", "??")]
    [InlineData("a a", "a+", "+?")]
    public void Fewer_statuses_than_tags_leave_the_others_open(string sent, string answered, string taken) => AssertMap(sent, answered, taken);

    [Theory]
    [InlineData("a b", "a+ b- x+", "+-")]
    [InlineData("a b", "x- a+ b-", "+-")]
    [InlineData("a", "a+ a-", "?")]
    [InlineData("a b", "_+ _- _+", "??")]
    [InlineData("", "a+", "")]
    public void More_statuses_than_tags_settle_only_what_they_name(string sent, string answered, string taken) => AssertMap(sent, answered, taken);

    [Theory]
    [InlineData("a b", "a+ a+", "+?")]
    [InlineData("a b", "a+ a-", "??")]
    [InlineData("a b c", "a+ A- c+", "??+")]
    public void A_status_that_names_one_of_ours_too_often_is_no_other_tags(string sent, string answered, string taken) => AssertMap(sent, answered, taken);

    [Fact]
    public void Codes_that_differ_only_in_case_keep_their_own()
    {
        AssertMap("a A", "A+ a-", "-+");
        AssertMap("a A", "a+ A-", "+-");
    }

    [Fact]
    public void A_code_with_blanks_at_its_ends_is_found()
    {
        bool?[] taken = StatusMap.Map([" a ", "b\t"], [new TagStatus("b", true), new TagStatus("a", false)]);

        Assert.Equal([false, true], taken);
    }

    [Property(MaxTest = 500)]
    public Property Whatever_order_the_answer_is_in_each_code_has_its_own_status() => Prop.ForAll(Arb.From(Answers), static answer =>
    {
        var (sent, statuses) = answer;
        var expected = sent.Select(code => (bool?)statuses.Single(status => string.Equals(status.Code, code, StringComparison.Ordinal)).Taken);
        return StatusMap.Map(sent, statuses).SequenceEqual(expected);
    });

    [Property(MaxTest = 500)]
    public Property A_status_that_was_left_out_leaves_its_own_tag_open_and_no_other(int which) => Prop.ForAll(Arb.From(Answers), answer =>
    {
        var (sent, statuses) = answer;
        if (sent.Length == 0)
        {
            return true;
        }

        var lost = sent[(int)((uint)which % (uint)sent.Length)];
        var left = statuses.Where(status => !string.Equals(status.Code, lost, StringComparison.Ordinal)).ToArray();
        var expected = sent.Select(code => string.Equals(code, lost, StringComparison.Ordinal)
            ? (bool?)null
            : left.Single(status => string.Equals(status.Code, code, StringComparison.Ordinal)).Taken);
        return StatusMap.Map(sent, left).SequenceEqual(expected);
    });

    /// <summary>Distinct codes, some of which differ in case alone, and their statuses in any order.</summary>
    private static Gen<(string[] Sent, TagStatus[] Statuses)> Answers =>
        from codes in Gen.ArrayOf(
            from letters in Gen.NonEmptyListOf(Gen.Elements('a', 'A', 'b', '1', '-'))
            select new string([.. letters]))
        let sent = codes.Distinct(StringComparer.Ordinal).ToArray()
        from taken in Gen.ArrayOf(Gen.Elements(true, false), sent.Length)
        from statuses in Gen.Shuffle(sent.Zip(taken, static (code, yes) => new TagStatus(code, yes)).ToArray())
        select (sent, statuses);

    /// <summary>Codes parted by blanks; statuses as code (or _ for none) and sign; the outcome as a sign for each code.</summary>
    private static void AssertMap(string sent, string answered, string taken)
    {
        string[] codes = sent.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var statuses = answered.Replace(" +", "+", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(static status => new TagStatus(status[..^1] is "_" ? null : status[..^1], status[^1] == '+'))
            .ToArray();

        var mapped = StatusMap.Map(codes, statuses);

        Assert.Equal(taken, string.Concat(mapped.Select(static status => status switch { true => '+', false => '-', null => '?' })));
    }
}
