using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BenchmarkDotNet.Attributes;
using ParkUp.Bench;
using ParkUp.Client;

namespace ParkUp.Micro;

/// <summary>The JSON of a request of 50 tags: the client's, and the bench's own beside it.</summary>
public class JsonBenchmarks
{
    private RawRequest? _raw;
    private JsonTypeInfo? _type;
    private object? _request;

    [GlobalSetup]
    public void Prepare()
    {
        var batch = new Roster(customers: 1, tagsEach: 50).Batches(RunCodes.Of('M', round: 0), batchSize: 50)[0];
        _raw = new RawRequest(new RawCustomer(batch[0].RefId), Array.ConvertAll(batch, static line => new RawTag(line.Code, line.Plate)));

        // The client keeps its JSON to itself, and a benchmark is no reason to change that.
        var client = typeof(ParkUpConnection).Assembly;
        var context = (JsonSerializerContext)client.GetType("ParkUp.Client.Wire.WireJson", throwOnError: true)!
            .GetProperty("Api", BindingFlags.Public | BindingFlags.Static)!.GetValue(obj: null)!;
        _type = context.GetTypeInfo(client.GetType("ParkUp.Client.Wire.ChangeTagsRequest", throwOnError: true)!)!;
        _request = JsonSerializer.Deserialize(RawBytes(), _type);
        if (!Bytes().AsSpan().SequenceEqual(RawBytes()))
        {
            throw new InvalidOperationException("The two do not write the same.");
        }
    }

    [Benchmark(Description = "Request of 50 tags, the client's")]
    public byte[] Bytes() => JsonSerializer.SerializeToUtf8Bytes(_request, _type!);

    [Benchmark(Description = "Request of 50 tags, the raw loop's", Baseline = true)]
    public byte[] RawBytes() => JsonSerializer.SerializeToUtf8Bytes(_raw, BenchJson.Default.RawRequest!);
}
