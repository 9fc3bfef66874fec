using System.Text;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Plan;

/// <summary>A folder with a state in it, which is gone after the test.</summary>
internal sealed class StateFolder : IDisposable
{
    public static readonly Uri Service = new("https://api.parkup.cl/");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parkup-state-");

    public string Path => In("hr.state.csv");

    public SkippingClock Clock { get; } = new();

    /// <summary>The names of the files in it, in order.</summary>
    public string[] Files => [.. _folder.GetFileSystemInfos().Select(static file => file.Name).Order(StringComparer.Ordinal)];

    public string In(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public StateFolder With(string text, Encoding? encoding = null)
    {
        File.WriteAllBytes(Path, (encoding ?? Rosters.Utf8).GetBytes(text));
        return this;
    }

    public StateFile Open(string? path = null) => StateFile.Open(path ?? Path, Service, new Backoff(Clock, static () => 1), TestContext.Current.CancellationToken);

    public PlanState Read(Uri? service = null) => StateFile.Read(Path, service ?? Service, TestContext.Current.CancellationToken);

    public async Task SaveAsync(params StateEntry[] entries)
    {
        using var file = Open();
        foreach (var entry in entries)
        {
            file.State.Put(entry);
        }

        await file.SaveAsync(TestContext.Current.CancellationToken);
    }

    public static StateEntry Entry(string refId, string code, string plate) => new() { RefId = refId, Code = code, Plate = plate };

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // What Windows still holds is left to the temporary folder.
        }
    }
}
