using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Bulk;

/// <summary>
/// What the schedule keeps to, whatever happens in whatever order: rows that come, requests that end, time that
/// passes. One thread and a clock of its own, so that what falsifies a law once always does.
/// </summary>
public sealed class BulkScheduleLaws
{
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(5);

    [Property(MaxTest = 2000)]
    public Property No_row_is_lost_doubled_or_overtaken_by_another_of_its_customer() => Prop.ForAll(Arb.From(Scripts), static script =>
    {
        var played = new Played(script);
        played.Play();
        played.Drain();
        return played.Sent.GroupBy(Owner, StringComparer.Ordinal).All(static rows => rows.Select(static row => row.Number).SequenceEqual(rows.Select(static row => row.Number).Order()))
            && played.Sent.Select(static row => row.Number).Order().SequenceEqual(Enumerable.Range(0, played.Added))
            && played.Schedule.Clear().Count == 0
            && played.Schedule.UntilNext(script.Throttle) is null;
    });

    [Property(MaxTest = 2000)]
    public Property Requests_keep_to_their_size_their_number_and_their_customer() => Prop.ForAll(Arb.From(Scripts), static script =>
    {
        var played = new Played(script);
        return played.Play(() =>
            played.InFlight.Count <= script.Throttle
            && played.InFlight.Select(static request => request.Customer).Distinct().Count() == played.InFlight.Count
            && played.InFlight.All(request =>
                request.Rows.Count >= 1
                && request.Rows.Count <= script.BatchSize
                && request.Rows.All(row => string.Equals(Owner(row), Owner(request.Rows[0]), StringComparison.Ordinal) && string.Equals(row.Kind, request.Rows[0].Kind, StringComparison.Ordinal))));
    });

    [Property(MaxTest = 2000)]
    public Property Where_there_is_room_nothing_waits_that_might_go_and_the_rest_waits_for_no_longer_than_it_must() => Prop.ForAll(Arb.From(Scripts), static script =>
    {
        var played = new Played(script);
        return played.Play(() =>
        {
            if (played.InFlight.Count == script.Throttle)
            {
                return played.Schedule.UntilNext(script.Throttle) is null;
            }

            // Those that are not busy are short of a batch, and have lingered for less than they may.
            var idle = played.Waiting.Where(row => played.InFlight.TrueForAll(request => !string.Equals(Owner(request.Rows[0]), Owner(row), StringComparison.Ordinal))).ToList();
            var longest = idle.Count == 0 ? (TimeSpan?)null : Linger - idle.Max(row => played.Age(row));
            return idle.GroupBy(Owner, StringComparer.Ordinal).All(rows => rows.Count() < script.BatchSize)
                && longest is null or { Ticks: > 0 }
                && played.Schedule.UntilNext(script.Throttle) == longest;
        });
    });

    [Property(MaxTest = 1000)]
    public Property Clearing_takes_out_each_row_that_no_request_has_and_no_other() => Prop.ForAll(Arb.From(Scripts), static script =>
    {
        var played = new Played(script);
        played.Play();
        var cleared = played.Schedule.Clear().Select(static row => row.Order.Number).Order().ToList();
        var waiting = played.Waiting.Select(static row => row.Number).Order().ToList();
        played.Waiting.Clear();
        played.Drain();
        return cleared.SequenceEqual(waiting) && played.Sent.Count + cleared.Count == played.Added;
    });

    private static Gen<Script> Scripts =>
        from batchSize in Gen.Choose(1, 5)
        from throttle in Gen.Choose(1, 4)
        from steps in Gen.ListOf(Gen.Frequency<(Step Kind, int Value)>(
            (6, Gen.Choose(0, 11).Select(static customer => (Step.Add, customer))),
            (3, Gen.Choose(0, 3).Select(static place => (Step.Finish, place))),
            (2, Gen.Choose(1, 5).Select(static milliseconds => (Step.Advance, milliseconds))),
            (1, Gen.Constant((Step.Wait, 0)))))
        select new Script(batchSize, throttle, [.. steps]);

    /// <summary>Rows of nobody are each on their own.</summary>
    private static string Owner(HeldRow row) => row.Customer ?? $"{row.Number}";

    private enum Step
    {
        Add,
        Finish,
        Advance,
        Wait,
    }

    private sealed record Script(int BatchSize, int Throttle, IReadOnlyList<(Step Kind, int Value)> Steps)
    {
        public override string ToString() => $"batches of {BatchSize}, {Throttle} in flight: {string.Join(' ', Steps.Select(static step => $"{step.Kind}{step.Value}"))}";
    }

    private sealed record Request(CustomerQueue<HeldRow, HeldResult> Customer, IReadOnlyList<HeldRow> Rows);

    /// <summary>Plays a script, and keeps books of its own.</summary>
    private sealed class Played
    {
        private readonly FakeTimeProvider _clock = new();
        private readonly Dictionary<int, long> _came = [];
        private readonly Script _script;

        public Played(Script script)
        {
            _script = script;
            Schedule = new BulkSchedule<HeldRow, HeldResult>(
                new HeldOperation(),
                new BulkOptions { BatchSize = script.BatchSize, Linger = Linger, Clock = _clock });
        }

        public BulkSchedule<HeldRow, HeldResult> Schedule { get; }

        public List<HeldRow> Waiting { get; } = [];

        public List<Request> InFlight { get; } = [];

        public List<HeldRow> Sent { get; } = [];

        public int Added => _came.Count;

        public TimeSpan Age(HeldRow row) => _clock.GetElapsedTime(_came[row.Number]);

        public bool Play(Func<bool>? holds = null) => _script.Steps.All(step =>
        {
            Do(step.Kind, step.Value);
            return holds?.Invoke() ?? true;
        });

        /// <summary>Lets all rows go, as at the end of a run.</summary>
        public void Drain()
        {
            Start(impatient: true);
            while (InFlight.Count > 0)
            {
                Finish(0);
                Start(impatient: true);
            }
        }

        private void Do(Step kind, int value)
        {
            switch (kind)
            {
                case Step.Add:
                    Add(new HeldRow(value % 4 == 3 ? null : $"C{value % 4}", Added, value >= 10 ? "y" : "x"));
                    break;
                case Step.Finish when InFlight.Count > 0:
                    Finish(value % InFlight.Count);
                    break;
                case Step.Advance:
                    _clock.Advance(TimeSpan.FromMilliseconds(value));
                    break;
                default:
                    break;
            }

            Start(impatient: kind == Step.Wait);
        }

        private void Add(HeldRow row)
        {
            _came[row.Number] = _clock.GetTimestamp();
            Waiting.Add(row);
            Schedule.Add(new BulkRow<HeldRow, HeldResult>(row, row.Number, _came[row.Number]));
        }

        private void Finish(int place)
        {
            var request = InFlight[place];
            InFlight.RemoveAt(place);
            Schedule.Finish(request.Customer, wasAside: false);
        }

        private void Start(bool impatient)
        {
            while (Schedule.Next(_script.Throttle, impatient, pick: null, out var customer) is { } batch)
            {
                HeldRow[] rows = [.. batch.Select(static row => row.Order)];
                InFlight.Add(new Request(customer!, rows));
                Sent.AddRange(rows);
                Waiting.RemoveAll(rows.Contains);
            }
        }
    }
}
