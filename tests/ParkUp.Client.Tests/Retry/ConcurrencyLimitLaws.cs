using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Retry;

/// <summary>What the limit keeps to at any service: on a model of one, in simulated time.</summary>
public sealed class ConcurrencyLimitLaws
{
    [Property(MaxTest = 200)]
    public Property It_stays_between_4_and_32_and_never_lets_more_go_at_any_service() => Prop.ForAll(Arb.From(Services), static service =>
        service.Model.Run(ServiceModel.Limit(), 500).Course.All(static point => point.Limit is >= 4 and <= 32));

    [Property(MaxTest = 200)]
    public Property A_limit_that_was_given_is_never_exceeded_at_any_service() => Prop.ForAll(
        Arb.From(Services), Arb.From(Gen.Choose(1, 64)), static (service, given) =>
        service.Model.Run(ServiceModel.Limit(given), 500).Course.All(point => point.Limit >= 1 && point.Limit <= given));

    [Property(MaxTest = 100)]
    public Property It_uses_what_a_service_with_a_queue_can_do_and_the_queue_stays_short() => Prop.ForAll(
        Arb.From(Gen.Choose(4, 24)), Arb.From(Gen.Choose(1, 200)), Arb.From(Gen.Choose(0, 30)), static (capacity, latency, jitter) =>
        {
            var run = new ServiceModel(capacity) { Capacity = capacity, Latency = _ => latency, Jitter = jitter / 100.0 }.Run(ServiceModel.Limit(), 3000);
            var best = capacity * 1000.0 / latency;
            var queued = run.Percentile(0.99, from: 20 * latency / 1000.0);
            return (run.Rate() >= 0.9 * best && queued <= 2.2 * latency * (1 + (jitter / 100.0)))
                .Label(FormattableString.Invariant($"{run.Rate():0} of {best:0} a second, 99 % within {queued:0} ms"));
        });

    [Property(MaxTest = 100)]
    public Property It_finds_the_highest_limit_where_there_is_no_queue_and_seldom_leaves_it() => Prop.ForAll(
        Arb.From(Gen.Choose(1, 500)), Arb.From(Gen.Choose(0, 20)), static (latency, jitter) =>
        {
            var run = new ServiceModel(latency) { Latency = _ => latency, Jitter = jitter / 100.0 }.Run(ServiceModel.Limit(), 2000);
            var limits = run.LimitsAfter(40 * latency / 1000.0);
            return (limits.Count(static limit => limit == 32) >= 0.8 * limits.Count).Label($"{limits.Count(static limit => limit == 32)} of {limits.Count}");
        });

    [Property(MaxTest = 100)]
    public Property It_recovers_from_an_overload() => Prop.ForAll(
        Arb.From(Gen.Choose(1, 100)), Arb.From(Gen.Choose(1, 20)), static (latency, tenths) =>
        {
            var overload = (From: 20 * latency / 1000.0, Until: (20 * latency / 1000.0) + (tenths / 10.0));
            var run = new ServiceModel { Latency = _ => latency, IsOverloaded = second => second >= overload.From && second < overload.Until }
                .Run(ServiceModel.Limit(), 2000 + (32 * 1000 / latency * tenths / 10));
            var recovered = overload.Until + (60 * latency / 1000.0);
            return (run.LimitsAfter(overload.From).Min() < 32 && run.LimitsAfter(recovered).All(static limit => limit == 32)).Label($"{overload}");
        });

    [Property(MaxTest = 100)]
    public Property It_keeps_to_a_limit_of_requests_a_second() => Prop.ForAll(
        Arb.From(Gen.Choose(50, 400)), Arb.From(Gen.Choose(1, 30)), static (perSecond, latency) =>
        {
            var run = new ServiceModel { Latency = _ => latency, RequestsPerSecond = perSecond }.Run(ServiceModel.Limit(), 25 * perSecond);
            return (run.Rate() >= 0.8 * perSecond && run.ShareRefused <= 0.06)
                .Label(FormattableString.Invariant($"{run.Rate():0.0} of {perSecond} a second, {run.ShareRefused:P1} refused"));
        });

    [Property(MaxTest = 100)]
    public Property It_keeps_to_a_limit_of_requests_a_second_with_timers_that_are_late_by_up_to_two_steps_of_Windows() => Prop.ForAll(
        Arb.From(Gen.Choose(50, 400)), Arb.From(Gen.Choose(1, 30)), Arb.From(Gen.Elements(10, 15.625, 31.25)), static (perSecond, latency, step) =>
        {
            var service = new ServiceModel { Latency = _ => latency, RequestsPerSecond = perSecond, TimerStep = TimeSpan.FromMilliseconds(step) };
            var run = service.Run(ServiceModel.Limit(), 25 * perSecond);
            return (run.Rate() >= 0.9 * perSecond && run.ShareRefused <= 0.07)
                .Label(FormattableString.Invariant($"{run.Rate():0.0} of {perSecond} a second, {run.ShareRefused:P1} refused"));
        });

    private static Gen<Service> Services =>
        from seed in Gen.Choose(1, 1000)
        from capacity in Gen.Elements(1, 2, 4, 8, 16, 64, int.MaxValue)
        from latency in Gen.Choose(1, 300)
        from jitter in Gen.Choose(0, 90)
        from perSecond in Gen.Elements<int?>(null, null, 5, 50, 300)
        from overload in Gen.Elements(0, 0, 3)
        select new Service(new ServiceModel(seed)
        {
            Capacity = capacity,
            Latency = second => second % 4 < 2 ? latency : latency * 3,
            Jitter = jitter / 100.0,
            RequestsPerSecond = perSecond,
            IsOverloaded = second => overload > 0 && second % overload < 0.2,
        });

    private sealed record Service(ServiceModel Model);
}
