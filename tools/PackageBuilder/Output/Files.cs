using System.Text;

namespace PackageBuilder.Output;

/// <summary>Writes text as the same bytes on every system, and only where it has changed.</summary>
internal static class Files
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(FileInfo file, string text)
    {
        file.Directory!.Create();
        var bytes = Utf8.GetBytes(text.ReplaceLineEndings("\n"));
        if (!file.Exists || !File.ReadAllBytes(file.FullName).AsSpan().SequenceEqual(bytes))
        {
            File.WriteAllBytes(file.FullName, bytes);
        }
    }
}
