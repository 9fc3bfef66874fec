namespace ParkUp.Help.Tests.Examples;

/// <summary>The files of the reader's own that the examples speak of, in a folder of their own.</summary>
internal sealed class ExampleFiles : IDisposable
{
    private static readonly (string Name, string[] Lines)[] Files =
    [
        ("customers.csv", ["RefId", "A1", "A1"]),
        ("left.csv", ["RefId", "A1"]),
        ("tags.csv", ["RefId,Code,Plate", "A1,T1,AABB11", "A1,T2,BBCC22"]),
        ("additions.csv", ["RefId,Code,Plate", "A1,N1,CCDD33"]),
        ("roster.csv", ["RefId,Email,Phone,Name,Code,Plate", "A1,a1@example.com,56911111111,Ana,R1,DDFF44", "A1,,,,R2,FFGG55", "A2,a2@example.com,56922222222,,R3,GGHH66"]),
        ("rosters/north.csv", ["RefId,Email,Phone", "N1,n1@example.com,56933333333"]),
        ("rosters/south.csv", ["RefId,Email,Phone", "S1,s1@example.com,56944444444"]),
        ("failed.csv", ["RefId,Code,Plate,Outcome,Detail,Line", "A1,F1,HHJJ77,Failed,no answer,2", "A1,R1,DDFF44,Unknown,no proof,3", "A1,,KKLL88,Rejected,Code is blank,4"]),
        ("parkup-token", [ExampleService.Token]),
    ];

    public ExampleFiles()
    {
        foreach (var (name, lines) in Files)
        {
            var path = Path.Combine(Folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllLines(path, lines);
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("parkup-examples-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
