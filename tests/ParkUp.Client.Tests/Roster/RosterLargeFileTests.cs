namespace ParkUp.Client.Tests;

/// <summary>Alone, since it watches the memory of the whole process.</summary>
[CollectionDefinition(nameof(RosterLargeFileTests), DisableParallelization = true)]
[Collection(nameof(RosterLargeFileTests))]
public class RosterLargeFileTests
{
    private const long Size = 200L * 1024 * 1024;
    private const long MemoryLimit = 50L * 1024 * 1024;

    [Fact]
    public void A_file_of_200_MB_is_read_in_bounded_memory()
    {
        using var temp = new TempFile();
        var written = Write(temp.Path);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = 0;
        var rows = 0;

        foreach (var row in Rosters.Read(temp.Path, TestContext.Current.CancellationToken))
        {
            rows += row.Fault is null ? 1 : 0;
            if (rows % 1000 == 0)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false) - before);
            }
        }

        Assert.Equal(written, rows);
        Assert.InRange(peak, 0, MemoryLimit);
    }

    private static int Write(string path)
    {
        using var stream = File.Create(path);
        stream.Write(Rosters.Utf8.GetBytes("Referencia;Nombre;Apellido;Correo;Teléfono;Ilimitado;Código;Patente;Observación\r\n"));
        var block = Rosters.Utf8.GetBytes(string.Concat(Enumerable.Range(0, 1000).Select(i =>
            $"AAAABBB{i:D4};José;Muñoz;jose{i}@example.com;+56975880800;sí;O{i:D6};BB CC {i % 100:D2};\"una; nota\"\r\n")));
        var rows = 0;
        while (stream.Length < Size)
        {
            stream.Write(block);
            rows += 1000;
        }

        return rows;
    }
}
