using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Retry;

/// <summary>What the gate keeps to, whatever its requests come to: one thread, and a clock of its own.</summary>
public sealed class RequestGateLaws
{
    private enum Step
    {
        Enter, Answer, TooManyRequests, Unavailable, TimedOut, Reset, Advance,
    }

    [Property(MaxTest = 500)]
    public Property Nothing_is_let_go_beyond_the_limit() => Prop.ForAll(Arb.From(Scripts), static script =>
    {
        using var played = new Played(script.Given);
        return script.Steps.All(step =>
        {
            played.Do(step.Kind, step.Value);
            return (!played.HasLetGo || played.InFlight.Count <= played.Gate.ConcurrencyLimit)
                && played.Gate.ConcurrencyLimit >= (script.Given is null ? 4 : 1)
                && played.Gate.ConcurrencyLimit <= (script.Given ?? 32);
        });
    });

    [Property(MaxTest = 500)]
    public Property Every_request_gets_its_turn_once_the_service_answers() => Prop.ForAll(Arb.From(Scripts), static script =>
    {
        using var played = new Played(script.Given);
        foreach (var (kind, value) in script.Steps)
        {
            played.Do(kind, value);
        }

        for (var i = 0; i < 200 && played.IsOpen; i++)
        {
            played.Do(Step.Answer, 0);
            played.Do(Step.Advance, 30_000);
        }

        return !played.IsOpen;
    });

    private static Gen<(int? Given, List<(Step Kind, int Value)> Steps)> Scripts =>
        from given in Gen.Elements<int?>(null, 1, 3, 8)
        from steps in Gen.ListOf(
            from kind in Gen.Frequency(
                (8, Gen.Constant(Step.Enter)), (8, Gen.Constant(Step.Answer)), (2, Gen.Constant(Step.TooManyRequests)),
                (1, Gen.Constant(Step.Unavailable)), (1, Gen.Constant(Step.TimedOut)), (1, Gen.Constant(Step.Reset)), (4, Gen.Constant(Step.Advance)))
            from value in Gen.Choose(0, 3000)
            select (kind, value))
        select (given, steps.ToList());

    private sealed class Played : IDisposable
    {
        private readonly FakeTimeProvider _clock = new();
        private readonly List<(RequestLane Lane, Task<RequestTurn> Turn)> _waiting = [];

        public Played(int? given) => Gate = TestGate.On(_clock, given);

        public RequestGate Gate { get; }

        public List<(RequestLane Lane, RequestTurn Turn)> InFlight { get; } = [];

        /// <summary>Whether the last step let a request go. A probe goes beside what is in flight still, one at a time.</summary>
        public bool HasLetGo { get; private set; }

        public bool IsOpen => _waiting.Count + InFlight.Count > 0;

        public void Do(Step kind, int value)
        {
            if (kind is Step.Enter)
            {
                var lane = Gate.Open();
                _waiting.Add((lane, Gate.EnterAsync(lane, CancellationToken.None)));
            }
            else if (kind is Step.Advance)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(value));
            }
            else if (InFlight.Count > 0)
            {
                var (lane, turn) = InFlight[value % InFlight.Count];
                InFlight.RemoveAt(value % InFlight.Count);
                lane.Leave(turn, "A1", Failure(kind, value));
            }

            Collect();
        }

        public void Dispose() => Gate.Dispose();

        /// <summary>Takes the turns that were given. One that the open circuit refused is not sent.</summary>
        private void Collect()
        {
            HasLetGo = false;
            foreach (var (lane, turn) in _waiting.Where(static waiting => waiting.Turn.IsCompleted).ToList())
            {
                if (turn.IsCompletedSuccessfully)
                {
                    InFlight.Add((lane, turn.GetAwaiter().GetResult()));
                    HasLetGo |= !InFlight[^1].Turn.IsProbe;
                }
            }

            _waiting.RemoveAll(static waiting => waiting.Turn.IsCompleted);
        }

        private static ParkUpException? Failure(Step kind, int value) => kind switch
        {
            Step.TooManyRequests => new RateLimitedException("429") { RetryAfter = TimeSpan.FromSeconds(value % 3) },
            Step.Unavailable => new ServerErrorException("503") { Request = new RequestSummary { Method = "POST", Path = "/", Status = System.Net.HttpStatusCode.ServiceUnavailable } },
            Step.TimedOut => new RequestTimeoutException("timeout"),
            Step.Reset => new ConnectionFailedException("reset"),
            _ => null,
        };
    }
}
