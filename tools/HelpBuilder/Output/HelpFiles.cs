using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace HelpBuilder.Output;

/// <summary>Where the help goes: the same bytes on every system.</summary>
internal sealed class HelpFiles
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly string _folder;

    public HelpFiles(string output, string culture)
    {
        _folder = Path.Combine(output, culture);
        Directory.CreateDirectory(_folder);
    }

    /// <summary>Get-Help looks for the help of an assembly's cmdlets under the assembly's name.</summary>
    public void WriteMaml(string assembly, XDocument maml)
    {
        var settings = new XmlWriterSettings { Encoding = Utf8, Indent = true, NewLineChars = "\n" };
        using var writer = XmlWriter.Create(Path.Combine(_folder, Path.GetFileName(assembly) + "-Help.xml"), settings);
        maml.Save(writer);
    }

    public void WriteTopic(string name, string text) =>
        File.WriteAllText(Path.Combine(_folder, name + ".help.txt"), text, Utf8);
}
