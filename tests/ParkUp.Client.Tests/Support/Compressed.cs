using System.IO.Compression;
using System.Text;

namespace ParkUp.Client.Tests.Support;

/// <summary>Bodies as a Content-Encoding names them.</summary>
internal static class Compressed
{
    /// <summary>The text, led by as many mebibytes of white space.</summary>
    public static byte[] With(string encoding, string text, int mebibytesOfBlanks = 0)
    {
        var blanks = new byte[1024 * 1024];
        blanks.AsSpan().Fill((byte)' ');
        using var bytes = new MemoryStream();
        using (var stream = Compress(encoding, bytes))
        {
            for (var i = 0; i < mebibytesOfBlanks; i++)
            {
                stream.Write(blanks);
            }

            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    private static Stream Compress(string encoding, Stream bytes) => encoding.ToUpperInvariant() switch
    {
        "GZIP" or "X-GZIP" => new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
        "DEFLATE" => new ZLibStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
        _ => new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
    };
}
