namespace ParkUp.Client.Tests.Operations;

/// <summary>Lists may hold cancelled tags. A code has one active tag, so that of several with one code only the newest can be active.</summary>
public sealed class TagHistoryTests
{
    [Fact]
    public void Of_one_code_with_several_plates_the_last_remains() =>
        Assert.Equal(["X2:P9", "X1:P3"], Current(new Tag("X1", "P1"), new Tag("X2", "P9"), new Tag(" X1 ", "P2"), new Tag("X1", "P3")));

    [Fact]
    public void The_service_s_numbers_count_for_more_than_the_order_of_the_list() =>
        Assert.Equal(["X1:P2"], Current(new Tag("X1", "P2") { Id = 7 }, new Tag("X1", "P1") { Id = 3 }));

    [Fact]
    public void Without_a_number_on_both_the_order_counts() =>
        Assert.Equal(["X1:P1"], Current(new Tag("X1", "P2") { Id = 7 }, new Tag("X1", "P1")));

    [Fact]
    public void The_same_tag_twice_is_left_as_it_is() =>
        Assert.Equal(["X1:p-1", "X1:P1"], Current(new Tag("X1", "p-1"), new Tag("X1", "P1")));

    [Fact]
    public void Codes_that_differ_in_case_are_two() =>
        Assert.Equal(["X1:P1", "x1:P2"], Current(new Tag("X1", "P1"), new Tag("x1", "P2")));

    [Fact]
    public void Tags_without_a_code_are_left_as_they_are() =>
        Assert.Equal([":P1", ":P2"], Current(new Tag(null, "P1"), new Tag(null, "P2")));

    [Fact]
    public void A_long_list_is_read_by_the_same_rule()
    {
        Tag[] listed = [.. Enumerable.Range(0, 40).Select(static n => new Tag($"X{n % 20}", $"P{n}"))];

        Assert.Equal([.. Enumerable.Range(20, 20).Select(static n => $"X{n % 20}:P{n}")], Current(listed));
    }

    private static string[] Current(params Tag[] listed) =>
        [.. TagHistory.WithoutSuperseded(listed).Select(static tag => $"{tag.Code?.Trim()}:{tag.Plate}")];
}
