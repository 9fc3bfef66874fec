using System.Globalization;

namespace ParkUp.Sandbox.Tests;

public class SettingsTests
{
    [Fact]
    public void Nothing_asked_for_is_no_fault_and_the_default_answers()
    {
        SandboxSettings settings = SandboxSettings.Parse([]);

        Assert.Empty(settings.FaultRates);
        Assert.Equal(new SandboxBehaviour(), settings.Behaviour);
        Assert.Same(FaultPlan.None, settings.ToFaultPlan(1));
    }

    [Fact]
    public void Each_fault_is_read_by_its_name_in_any_case_and_named_the_same()
    {
        foreach ((int index, string name) in SandboxSettings.FaultKinds.Index())
        {
            SandboxSettings settings = SandboxSettings.Parse([name.ToUpperInvariant() + ":0.25"]);

            Assert.Equal((FaultKind)index, Assert.Single(settings.FaultRates).Key);
            Assert.Equal(0.25m, settings.FaultRates[(FaultKind)index]);
            Assert.Equal(name, SandboxSettings.NameOf((FaultKind)index));
        }

        Assert.Equal(Enum.GetValues<FaultKind>().Length, SandboxSettings.FaultKinds.Count);
    }

    [Fact]
    public void Faults_and_answers_stand_in_one_list()
    {
        SandboxSettings settings = SandboxSettings.Parse(
            ["429:0.1", " drop : .05 ", "unknowncustomer=EMPTY", "Conflict = Partial", "ListLag=1.5", "LISTCANCELLED=yes", "listlimit=50", "uniqueplates=yes"]);

        Assert.Equal(
            new SandboxBehaviour
            {
                UnknownCustomer = UnknownCustomerAnswer.Empty,
                Conflict = ConflictReading.Partial,
                ListLag = TimeSpan.FromSeconds(1.5),
                ListCancelled = true,
                ListLimit = 50,
                UniquePlates = true,
            },
            settings.Behaviour);
        Assert.Equal(
            [(FaultKind.TooManyRequests, 0.1m), (FaultKind.Drop, 0.05m)],
            settings.FaultRates.OrderBy(static rate => rate.Key).Select(static rate => (rate.Key, rate.Value)));
    }

    [Fact]
    public void Each_completion_is_read()
    {
        Assert.Equal(11, SandboxSettings.Behaviours.Count);
        foreach (string text in SandboxSettings.Behaviours)
        {
            SandboxSettings.Parse([text]);
        }
    }

    [Theory]
    [InlineData("Dropp:0.1", "Dropp")]
    [InlineData("Drop", "Drop")]
    [InlineData("", "neither")]
    [InlineData("Drop:", "rate")]
    [InlineData("Drop:x", "'x'")]
    [InlineData("Drop:0,1", "'0,1'")]
    [InlineData("Drop:1.01", "'1.01'")]
    [InlineData("Drop:-0.1", "'-0.1'")]
    [InlineData("Drop:1e-1", "'1e-1'")]
    [InlineData("Drop=0.1", "'Drop'")]
    [InlineData("4:0.1", "'4'")]
    [InlineData("Conflict=Maybe", "'Maybe'")]
    [InlineData("Conflict:Batch", "'Conflict'")]
    [InlineData("UnknownCustomer=200", "'200'")]
    [InlineData("ListCancelled=true", "'true'")]
    [InlineData("UniquePlates=true", "'true'")]
    [InlineData("ListLag=-1", "seconds")]
    [InlineData("ListLag=1,5", "seconds")]
    [InlineData("ListLag=86401", "seconds")]
    [InlineData("ListLimit=0", "from 1")]
    [InlineData("ListLimit=all", "from 1")]
    [InlineData("Colour=Red", "'Colour'")]
    public void A_text_that_is_not_understood_is_named_with_what_is(string text, string named)
    {
        string message = Assert.Throws<FormatException>(() => SandboxSettings.Parse(["Html:0.1", text])).Message;

        Assert.StartsWith($"'{text}'", message, StringComparison.Ordinal);
        Assert.Contains(named, message, StringComparison.Ordinal);
        foreach (string known in SandboxSettings.FaultKinds.Concat(SandboxSettings.Behaviours.Select(static text => text.Split('=')[0]).Distinct(StringComparer.Ordinal)))
        {
            Assert.Contains(known, message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Drop:0.1", "drop:0.2")]
    [InlineData("Conflict=Batch", "CONFLICT=Partial")]
    public void The_same_name_twice_is_refused(string one, string two) =>
        Assert.Contains("given twice", Assert.Throws<FormatException>(() => SandboxSettings.Parse([one, two])).Message, StringComparison.Ordinal);

    [Fact]
    public void Rates_may_make_one_together_and_not_more()
    {
        string[] each = [.. SandboxSettings.FaultKinds.Select(static kind => kind + ":0.05")];

        Assert.Equal(0.55m, SandboxSettings.Parse(each).FaultRates.Values.Sum());
        Assert.Equal(1m, SandboxSettings.Parse(["Drop:0.7", "Html:0.3"]).FaultRates.Values.Sum());
        Assert.Throws<FormatException>(static () => SandboxSettings.Parse(["Drop:0.7", "Html:0.31"]));
        Assert.Throws<ArgumentException>(static () => FaultPlan.Seeded(
            new Dictionary<FaultKind, decimal> { [FaultKind.Drop] = 0.7m, [FaultKind.Html] = 0.31m }, 1));
    }

    [Fact]
    public void Numbers_do_not_depend_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("es-CL");
            Assert.Equal(0.05m, SandboxSettings.Parse(["Drop:0.05"]).FaultRates[FaultKind.Drop]);
            Assert.Throws<FormatException>(static () => SandboxSettings.Parse(["Drop:0,05"]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
