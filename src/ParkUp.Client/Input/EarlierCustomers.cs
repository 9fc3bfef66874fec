namespace ParkUp.Client;

/// <summary>The customers of a run so far, to detect a roster that is not sorted. Bounded, since the input is not.</summary>
internal sealed class EarlierCustomers
{
    private const int Kept = 10_000;

    private readonly Dictionary<string, EarlierRows> _rows = new(StringComparer.Ordinal);
    private readonly Queue<string> _byAge = new();

    /// <summary>The rows of the same customer that came before; null, and the customer is remembered, where there are none.</summary>
    public EarlierRows? FindOrRemember(CustomerOrder order)
    {
        if (_rows.TryGetValue(order.RefId, out var before))
        {
            return before;
        }

        _rows.Add(order.RefId, new EarlierRows(order.Line));
        _byAge.Enqueue(order.RefId);
        if (_byAge.Count > Kept)
        {
            _rows.Remove(_byAge.Dequeue());
        }

        return null;
    }
}
