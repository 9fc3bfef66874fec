using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Bulk;

/// <summary>What the schedule keeps to where rows leave together, and some of them last: whatever comes, ends or steps aside, in whatever order.</summary>
public sealed class BulkGroupLaws
{
    private static readonly string[] Groups = ["A", "B", "C", "last A", "last B"];

    [Property(MaxTest = 2000)]
    public Property Nothing_leaves_before_the_caller_waits() => Prop.ForAll(Arb.From(Scripts), static script =>
    {
        var played = new Played(script);
        return script.Steps.All(step =>
        {
            var before = played.Sent.Count;
            played.Do(step);
            return (step.Kind == Step.Wait || played.Sent.Count == before) && played.Schedule.UntilNext(script.Throttle) is null;
        });
    });

    [Property(MaxTest = 2000)]
    public Property A_group_leaves_whole_and_is_in_work_once() => Prop.ForAll(Arb.From(Scripts), static script =>
    {
        var played = new Played(script);
        return script.Steps.All(step =>
        {
            played.Do(step);
            return played.InWork.Select(static work => work.Customer.Key).Distinct(StringComparer.Ordinal).Count() == played.InWork.Count
                && played.InWork.Count(static work => !work.IsAside) <= script.Throttle
                && played.LeftBehind == 0;
        });
    });

    [Property(MaxTest = 2000)]
    public Property What_is_last_leaves_only_when_nothing_else_waits_or_is_in_work() => Prop.ForAll(Arb.From(Scripts), static script =>
    {
        var played = new Played(script);
        script.Steps.ToList().ForEach(played.Do);
        played.Drain();
        return !played.HasOvertaken;
    });

    [Property(MaxTest = 2000)]
    public Property No_row_is_lost_or_doubled() => Prop.ForAll(Arb.From(Scripts), static script =>
    {
        var played = new Played(script);
        script.Steps.ToList().ForEach(played.Do);
        played.Drain();
        return played.Sent.Order().SequenceEqual(Enumerable.Range(0, played.Added)) && played.Schedule.Clear().Count == 0;
    });

    [Property(MaxTest = 1000)]
    public Property Clearing_takes_out_each_row_that_no_request_has() => Prop.ForAll(Arb.From(Scripts), static script =>
    {
        var played = new Played(script);
        script.Steps.ToList().ForEach(played.Do);
        return played.Schedule.Clear().Select(static row => row.Order.Number).Concat(played.Sent).Order().SequenceEqual(Enumerable.Range(0, played.Added));
    });

    private static Gen<Script> Scripts =>
        from throttle in Gen.Choose(1, 4)
        from steps in Gen.ListOf(Gen.Frequency<(Step Kind, int Value)>(
            (8, Gen.Choose(0, Groups.Length - 1).Select(static place => (Step.Add, place))),
            (3, Gen.Choose(0, 3).Select(static place => (Step.Finish, place))),
            (1, Gen.Choose(0, 3).Select(static place => (Step.Aside, place))),
            (2, Gen.Constant((Step.Wait, 0)))))
        select new Script(throttle, [.. steps]);

    private enum Step
    {
        Add,
        Finish,
        Aside,
        Wait,
    }

    private sealed record Script(int Throttle, IReadOnlyList<(Step Kind, int Value)> Steps)
    {
        public override string ToString() => $"{Throttle} in flight: {string.Join(' ', Steps.Select(static step => $"{step.Kind}{step.Value}"))}";
    }

    private sealed record Work(CustomerQueue<HeldRow, HeldResult> Customer)
    {
        public bool IsAside { get; set; }
    }

    /// <summary>Plays a script, and keeps books of its own.</summary>
    private sealed class Played(Script script)
    {
        private readonly Dictionary<string, int> _waiting = Groups.ToDictionary(static group => group, static _ => 0, StringComparer.Ordinal);

        public BulkSchedule<HeldRow, HeldResult> Schedule { get; } = new(
            new HeldOperation(), new BulkOptions { BatchSize = 2, LeavesTogether = true, Clock = new FakeTimeProvider() });

        public List<Work> InWork { get; } = [];

        public List<int> Sent { get; } = [];

        public int Added { get; private set; }

        /// <summary>How many rows waited when the others of their group left.</summary>
        public int LeftBehind { get; private set; }

        public bool HasOvertaken { get; private set; }

        public void Do((Step Kind, int Value) step)
        {
            switch (step.Kind)
            {
                case Step.Add:
                    var row = new HeldRow(Groups[step.Value], Added++);
                    _waiting[row.Customer!]++;
                    Schedule.Add(new BulkRow<HeldRow, HeldResult>(row, row.Number, cameAt: 0));
                    break;
                case Step.Finish when InWork.Count > 0:
                    var ended = InWork[step.Value % InWork.Count];
                    InWork.Remove(ended);
                    Schedule.Finish(ended.Customer, ended.IsAside);
                    break;
                case Step.Aside when InWork.Find(static work => !work.IsAside) is { } troubled:
                    troubled.IsAside = true;
                    Schedule.StepAside();
                    break;
                default:
                    break;
            }

            Start(impatient: step.Kind == Step.Wait);
        }

        public void Drain()
        {
            Start(impatient: true);
            while (InWork.Count > 0)
            {
                Do((Step.Finish, 0));
                Start(impatient: true);
            }
        }

        private void Start(bool impatient)
        {
            while (Schedule.Next(script.Throttle, impatient, pick: null, out var customer) is { } batch)
            {
                HasOvertaken |= IsLast(customer!.Key!)
                    && (InWork.Exists(static work => !IsLast(work.Customer.Key!)) || _waiting.Any(static group => group.Value > 0 && !IsLast(group.Key)));
                InWork.Add(new Work(customer));
                Sent.AddRange(batch.Select(static row => row.Order.Number));
                LeftBehind += _waiting[customer.Key!] - batch.Length;
                _waiting[customer.Key!] = 0;
            }
        }

        private static bool IsLast(string group) => group.StartsWith("last", StringComparison.Ordinal);
    }
}
