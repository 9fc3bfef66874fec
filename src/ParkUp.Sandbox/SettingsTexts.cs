namespace ParkUp.Sandbox;

/// <summary>
/// What is wrong with settings, in the reader's language; the texts are in SettingsTexts.resx, and in Spanish beside
/// it. (What the service itself says is English in every language, as the service's is.)
/// </summary>
internal static class SettingsTexts
{
    private static readonly TextCatalog Catalog = new(typeof(SettingsTexts));

    public static string TooMuch => Catalog.Text();

    private static string Wanted => Catalog.Text();

    public static string Neither(string? text) => Catalog.Format(nameof(Neither), text, Wanted);

    public static string Twice(string text, string name) => Catalog.Format(nameof(Twice), text, name);

    public static string NoFault(string text, string name) => Catalog.Format(nameof(NoFault), text, name, Wanted);

    public static string BadRate(string text, string value) => Catalog.Format(nameof(BadRate), text, value, Wanted);

    public static string BadLag(string text) => Catalog.Format(nameof(BadLag), text, Wanted);

    public static string BadValue(string text, string name, string value) => Catalog.Format(nameof(BadValue), text, name, value, Wanted);

    public static string NoAnswer(string text, string name) => Catalog.Format(nameof(NoAnswer), text, name, Wanted);
}
