using System.Text.Json;
using BenchmarkDotNet.Attributes;
using ParkUp.Bench;
using ParkUp.Client;

namespace ParkUp.Micro;

/// <summary>The JSON of a request of 50 tags: the client's, and the bench's own beside it.</summary>
public class JsonBenchmarks
{
    private RawRequest? _raw;
    private TagOrder[] _orders = [];

    [GlobalSetup]
    public void Prepare()
    {
        var batch = new Roster(customers: 1, tagsEach: 50).Batches(RunCodes.Of('M', round: 0), batchSize: 50)[0];
        _raw = new RawRequest(new RawCustomer(batch[0].RefId), Array.ConvertAll(batch, static line => new RawTag(line.Code, line.Plate)));
        _orders = Array.ConvertAll(batch, static line => new TagOrder { Customer = new CustomerKey(line.RefId, Id: null), Code = line.Code, Plate = line.Plate });
        if (!Bytes().Span.SequenceEqual(RawBytes()))
        {
            throw new InvalidOperationException("The two do not write the same.");
        }
    }

    [Benchmark(Description = "Request of 50 tags, the client's")]
    public ReadOnlyMemory<byte> Bytes() => Requests.ChangeTags(_orders[0].Customer, _orders);

    [Benchmark(Description = "Request of 50 tags, the raw loop's", Baseline = true)]
    public byte[] RawBytes() => JsonSerializer.SerializeToUtf8Bytes(_raw, BenchJson.Default.RawRequest!);
}
