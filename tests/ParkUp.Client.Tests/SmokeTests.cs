using FsCheck.Xunit;

namespace ParkUp.Client.Tests;

public class SmokeTests
{
    [Property]
    public bool Addition_commutes(int a, int b) => a + b == b + a;

    [Fact]
    public void One_is_one() => Assert.Equal(1, int.Parse("1", System.Globalization.CultureInfo.InvariantCulture));
}
