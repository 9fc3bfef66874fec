using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ParkUp.Client.Tests.Support;
using ParkUp.Sandbox;

namespace ParkUp.Client.Tests.Plan;

/// <summary>Plans between any two states of a service that takes each code and plate once, with faults on the way.</summary>
public sealed class PlanLaws
{
    private static readonly string[] Customers = ["A1", "B2", "C3"];

    [Property(MaxTest = 150, Arbitrary = [typeof(Trials)])]
    public async Task What_a_plan_reports_under_faults_is_what_the_service_holds(Trial trial)
    {
        using var service = trial.Open(hasStranger: true);
        service.Fault = trial.Faults();

        var results = await service.RunAsync(trial.Steps(), state: null);

        var held = service.Held.ToHashSet(StringComparer.Ordinal);
        foreach (var result in results)
        {
            var isThere = held.Contains($"{result.RefId} {result.Code}:{result.Plate}");
            Assert.Equal(result.Error is null, result.Succeeded);
            if (result.Succeeded || (result.Outcome is not Outcome.Unknown && result.Action == PlanAction.AddTag))
            {
                Assert.True(isThere == (result.Succeeded && result.Action is not PlanAction.RevokeTag), $"{result} {result.Detail}");
            }

            var isPreviousThere = held.Contains($"{result.FromRefId ?? result.RefId} {result.Code}:{result.PreviousPlate}");
            Assert.False(result.IsPreviousRevoked && isPreviousThere, result.Detail);
            if (result is { Outcome: Outcome.Failed or Outcome.Rejected, IsPreviousRevoked: false, PreviousPlate: not null })
            {
                Assert.True(isPreviousThere || result.Detail!.Contains("could not be added again", StringComparison.Ordinal), result.Detail);
            }
        }
    }

    [Property(MaxTest = 150, Arbitrary = [typeof(Trials)])]
    public async Task A_plan_repeated_without_faults_ends_as_wanted_and_touches_nothing_that_is(Trial trial)
    {
        using var service = trial.Open();
        service.Fault = trial.Faults();
        await service.RunAsync(trial.Steps(), state: null);
        service.Fault = null;
        service.Forget();
        var before = service.Held;

        var results = await service.RunAsync(trial.Steps(), state: null);

        Assert.All(results, static result => Assert.True(result.Succeeded, result.Detail));
        Assert.Equal(Trial.Texts(trial.After), service.Held);
        Assert.Equal([.. before.Except(Trial.Texts(trial.After), StringComparer.Ordinal).Order(StringComparer.Ordinal)], [.. Tags(service.Written, "cancel")]);
        Assert.Equal([.. Trial.Texts(trial.After).Except(before, StringComparer.Ordinal).Order(StringComparer.Ordinal)], [.. Tags(service.Written, "add")]);
    }

    [Property(MaxTest = 150, Arbitrary = [typeof(Trials)])]
    public async Task A_plate_of_a_stranger_loses_nobody_a_tag(Trial trial)
    {
        using var service = trial.Open(hasStranger: true);

        var results = await service.RunAsync(trial.Steps(), state: null);

        var held = service.Held.ToHashSet(StringComparer.Ordinal);
        Assert.All(results, result => Assert.True(
            result.Succeeded || result.PreviousPlate is null || held.Contains($"{result.FromRefId ?? result.RefId} {result.Code}:{result.PreviousPlate}"), result.Detail));
        Assert.DoesNotContain(results, static result => result.Outcome == Outcome.Unknown);
        Assert.Equal(trial.StrangersPlate is null, results.All(static result => result.Succeeded));
    }

    private static IEnumerable<string> Tags(string[] written, string verb) =>
        written.Select(static request => request.Split(' ')).Where(words => string.Equals(words[0], verb, StringComparison.Ordinal))
            .SelectMany(static words => words[2..].Select(tag => $"{words[1]} {tag}")).Order(StringComparer.Ordinal);

    /// <summary>A holder and a plate for each code; the plates are those of all codes, in another order. No holder (-1): not there.</summary>
    public sealed record Trial((int Holder, int Plate)[] Before, (int Holder, int Plate)[] After, int Seed)
    {
        /// <summary>A plate that a tag is to have, and none of them has; null where there is none.</summary>
        public string? StrangersPlate => After.Where(tag => tag.Holder >= 0 && !Array.Exists(Before, before => before.Holder >= 0 && before.Plate == tag.Plate))
            .Select(static tag => $"AA{tag.Plate}").FirstOrDefault();

        /// <param name="hasStranger">Whether a customer of whom the plan knows nothing has a plate that it needs.</param>
        internal PlanService Open(bool hasStranger = false) => new(
            [
                .. Customers.Select((name, holder) => string.Concat(Before.Select((tag, code) => tag.Holder == holder ? $" T{code}:AA{tag.Plate}" : string.Empty).Prepend(name))),
                hasStranger && StrangersPlate is { } plate ? $"Z9 S1:{plate}" : "Z9",
            ],
            "UniquePlates=Yes");

        public IReadOnlyList<PlanStep> Steps() => [.. Before.Select((before, code) => StepOf($"T{code}", before, After[code])).OfType<PlanStep>()];

        public static string[] Texts((int Holder, int Plate)[] tags) =>
            [.. tags.Select(static (tag, code) => (tag.Holder, Text: $"T{code}:AA{tag.Plate}")).Where(static tag => tag.Holder >= 0).Select(static tag => $"{Customers[tag.Holder]} {tag.Text}").Order(StringComparer.Ordinal)];

        /// <summary>One request in ten, by the seed and in the order in which they come.</summary>
        public Func<string, FaultKind?> Faults()
        {
            var random = new Random(Seed);
            return _ =>
            {
                lock (random)
                {
                    return random.Next(40) switch
                    {
                        0 => FaultKind.Drop,
                        1 => FaultKind.CommitThenDrop,
                        2 => FaultKind.ServerError,
                        3 => FaultKind.TooManyRequests,
                        _ => null,
                    };
                }
            };
        }

        public override string ToString() => $"{string.Join(' ', Texts(Before))} -> {string.Join(' ', Texts(After))}, seed {Seed}";

        private static PlanStep? StepOf(string code, (int Holder, int Plate) before, (int Holder, int Plate) after) => (before.Holder, after.Holder) switch
        {
            _ when before == after => null,
            ( < 0, < 0) => null,
            ( < 0, _) => Support.Steps.Add(Customers[after.Holder], code, $"AA{after.Plate}"),
            (_, < 0) => Support.Steps.Revoke(Customers[before.Holder], code, $"AA{before.Plate}"),
            var (from, to) when from == to => Support.Steps.Change(Customers[to], code, $"AA{before.Plate}", $"AA{after.Plate}"),
            var (from, to) => Support.Steps.Move(Customers[from], Customers[to], code, $"AA{before.Plate}", $"AA{after.Plate}"),
        };
    }

    private static class Trials
    {
        public static Arbitrary<Trial> Trial() => Arb.From(
            from count in Gen.Choose(1, 8)
            from before in Gen.ArrayOf(Gen.Choose(-1, Customers.Length - 1), count)
            from after in Gen.ArrayOf(Gen.Choose(-1, Customers.Length - 1), count)
            from stays in Gen.Elements(true, false)
            from plates in Gen.Shuffle(Enumerable.Range(0, count))
            from seed in Gen.Choose(0, 1_000_000)
            select new Trial([.. before.Select(static (holder, code) => (holder, code))], [.. after.Select((holder, code) => (holder, stays ? code : plates[code]))], seed));
    }
}
