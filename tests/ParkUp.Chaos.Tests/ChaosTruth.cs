using System.Text.Json;
using ParkUp.Sandbox;

namespace ParkUp.Chaos.Tests;

/// <summary>What the service truly holds after a run, and what it was asked during it.</summary>
internal sealed class ChaosTruth
{
    private readonly Dictionary<string, SandboxCustomer> _customers;
    private readonly Dictionary<string, List<Asked>> _byCustomer;

    /// <param name="customers">What the service holds.</param>
    /// <param name="log">What it was asked.</param>
    /// <param name="received">How often each list reached the client; null where all did.</param>
    public ChaosTruth(IReadOnlyList<SandboxCustomer> customers, IReadOnlyList<SandboxLogEntry> log, IReadOnlyDictionary<(string RefId, string Answer), int>? received = null)
    {
        _customers = customers.ToDictionary(static customer => customer.RefId, StringComparer.Ordinal);
        Log = log;
        _byCustomer = log
            .Select(static entry => new Asked(entry))
            .GroupBy(static asked => asked.RefId, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.ToList(), StringComparer.Ordinal);
        foreach (var same in _byCustomer.Values.SelectMany(static asked => asked).Where(static asked => asked is { IsList: true, IsAnswered: true }).GroupBy(static asked => (asked.RefId, asked.Entry.Answer)))
        {
            // Of several alike it is not known which were lost: those that came first are taken for it.
            var lost = received is null ? 0 : same.Count() - received.GetValueOrDefault(same.Key);
            foreach (var asked in same.Skip(lost))
            {
                asked.IsReceived = true;
            }
        }
    }

    public IReadOnlyList<SandboxLogEntry> Log { get; }

    /// <summary>Whom it was asked about.</summary>
    public IEnumerable<string> Customers => _byCustomer.Keys;

    /// <summary>All tags that are active.</summary>
    public IEnumerable<FleetTag> Active =>
        from customer in _customers.Values
        from tag in customer.Tags
        where tag.Active
        select new FleetTag(customer.RefId, tag.Code, tag.Plate);

    public bool Knows(string refId) => _customers.ContainsKey(refId);

    public bool Holds(string? refId, string? code, string? plate) =>
        _customers.TryGetValue(refId ?? string.Empty, out var customer)
        && customer.Tags.Any(tag => tag.Active
            && string.Equals(tag.Code, code, StringComparison.Ordinal)
            && string.Equals(tag.Plate, plate, StringComparison.Ordinal));

    /// <summary>Whether the customer held the tag once, and not now.</summary>
    public bool WasCancelled(FleetTag tag) =>
        _customers.TryGetValue(tag.RefId, out var customer)
        && customer.Tags.Any(held => string.Equals(held.Code, tag.Code, StringComparison.Ordinal) && string.Equals(held.Plate, tag.Plate, StringComparison.Ordinal))
        && !Holds(tag.RefId, tag.Code, tag.Plate);

    /// <summary>What was asked about a customer, in order.</summary>
    public IReadOnlyList<Asked> About(string? refId) => _byCustomer.GetValueOrDefault(refId ?? string.Empty) ?? [];

    /// <summary>One request, read from its raw JSON.</summary>
    internal sealed class Asked
    {
        public Asked(SandboxLogEntry entry)
        {
            Entry = entry;
            using var body = JsonDocument.Parse(entry.Body);
            var root = body.RootElement;
            RefId = (root.TryGetProperty("customer", out var customer) ? customer.GetProperty("refId") : root.GetProperty("refId")).GetString()!;
            Tags = root.TryGetProperty("tags", out var tags)
                ? [.. tags.EnumerateArray().Select(static tag => (tag.GetProperty("code").GetString()!, tag.GetProperty("plate").GetString()!))]
                : [];
            Codes = [.. Tags.Select(static tag => tag.Code)];
        }

        public SandboxLogEntry Entry { get; }

        public string RefId { get; }

        public IReadOnlyList<(string Code, string Plate)> Tags { get; }

        public IReadOnlyList<string> Codes { get; }

        public bool IsList => Entry.Path.EndsWith("/list", StringComparison.Ordinal);

        /// <summary>Whether it is a list that reached the client.</summary>
        public bool IsReceived { get; set; }

        /// <summary>Whether it is a list of a usual page size, which may have been cut off for all that the client knows.</summary>
        public bool MayBeCut => IsList && Entry.Answer.Split("\"code\":").Length - 1 is 10 or 20 or 25 or 30;

        /// <summary>Whether its answer lists the tag.</summary>
        public bool Shows(string? code, string? plate) =>
            Entry.Answer.Contains($"\"code\":\"{code}\",\"plate\":\"{plate}\"", StringComparison.Ordinal);

        /// <summary>Whether it was answered, and as the service meant to.</summary>
        public bool IsAnswered => Entry is { Fault: null, Status: not null };
    }
}
