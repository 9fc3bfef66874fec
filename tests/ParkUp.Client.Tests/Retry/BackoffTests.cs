using FsCheck;
using FsCheck.Xunit;

namespace ParkUp.Client.Tests.Retry;

/// <summary>Backing off: half a second that doubles, twenty at most, and anything below that by chance.</summary>
public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(6, 16)]
    [InlineData(7, 20)]
    [InlineData(5000, 20)]
    public void The_longest_pause_doubles_up_to_twenty_seconds(int failures, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new Backoff(TimeProvider.System, static () => 1).DelayAfter(failures));

    [Property]
    public bool Any_chance_is_between_nothing_and_the_longest(PositiveInt failures, NormalFloat chance)
    {
        var part = Math.Abs(chance.Get % 1);
        var pause = new Backoff(TimeProvider.System, () => part).DelayAfter(failures.Get);
        return pause >= TimeSpan.Zero && pause <= TimeSpan.FromSeconds(20);
    }
}
