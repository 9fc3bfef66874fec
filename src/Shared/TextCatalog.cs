using System.Globalization;
using System.Resources;
using System.Runtime.CompilerServices;

namespace ParkUp;

/// <summary>
/// The texts of one class that speaks to people, in the language of whoever reads them: those of <c>X.resx</c>, or of
/// <c>X.es.resx</c> and the like, as the UI culture of the calling thread has it. Compiled into each assembly, which
/// has texts of its own.
/// </summary>
/// <param name="speaker">The class; its texts lie beside it, under its name.</param>
internal sealed class TextCatalog(Type speaker)
{
    private readonly ResourceManager _texts = new(speaker);

    /// <summary>The text of the member that asks for it.</summary>
    public string Text([CallerMemberName] string key = "") =>
        _texts.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"{speaker.Name} has no text {key}.");

    /// <summary>The text of that name, with its places filled.</summary>
    public string Format(string key, params object?[] values) =>
        string.Format(Array.Exists(values, static value => value is IFormattable) ? Numbers : CultureInfo.InvariantCulture, Text(key), values);

    /// <summary>A number as the text's own language writes it.</summary>
    public string Number(string format, double value) => value.ToString(format, Numbers);

    /// <summary>Numbers are written as the text's own language does, whatever else the machine is set to.</summary>
    private CultureInfo Numbers => CultureInfo.GetCultureInfo(Text("Culture"));
}
