using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ParkUp.PowerShell.Tests;

/// <summary>Each text in each language: none missing, none left over, and the same places to fill.</summary>
public partial class TranslationTests
{
    private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("es")];

    /// <summary>Each file of English texts, by its path from the root, with the assembly that it is compiled into.</summary>
    public static TheoryData<string, string> Catalogs
    {
        get
        {
            var catalogs = new TheoryData<string, string>();
            foreach (var file in Directory.EnumerateFiles(Path.Combine(ModuleSession.RepositoryRoot, "src"), "*.resx", SearchOption.AllDirectories))
            {
                if (!Path.GetFileNameWithoutExtension(file).Contains('.', StringComparison.Ordinal))
                {
                    var path = Path.GetRelativePath(ModuleSession.RepositoryRoot, file);
                    catalogs.Add(path, path.Split(Path.DirectorySeparatorChar)[1]);
                }
            }

            return catalogs;
        }
    }

    [Fact]
    public void The_core_the_sandbox_and_the_cmdlets_have_texts()
    {
        var assemblies = Catalogs.Select(static row => row.Data.Item2).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.Equal("ParkUp.Client ParkUp.PowerShell ParkUp.Sandbox", string.Join(' ', assemblies));
    }

    [Theory]
    [MemberData(nameof(Catalogs))]
    public void Every_text_is_translated_with_the_same_places_to_fill(string path, string assembly)
    {
        var english = Texts(path);
        foreach (var language in Languages)
        {
            var translated = Shipped(path, assembly, language);

            Assert.Equal<string>([.. english.Keys.Order(StringComparer.Ordinal)], [.. translated.Keys.Order(StringComparer.Ordinal)]);
            Assert.All(english, text => Assert.Equal((text.Key, Places(text.Value)), (text.Key, Places(translated[text.Key]))));
        }
    }

    [Theory]
    [MemberData(nameof(Catalogs))]
    public void A_text_that_was_translated_reads_otherwise_than_in_English(string path, string assembly)
    {
        // Nothing but places and marks: the same in every language.
        var words = Texts(path).Where(static text => Word().IsMatch(Place().Replace(text.Value, ""))).ToList();
        foreach (var language in Languages)
        {
            var translated = Shipped(path, assembly, language);

            Assert.All(words, text => Assert.False(string.Equals(text.Value, translated[text.Key], StringComparison.Ordinal), text.Key));
        }
    }

    [Theory]
    [MemberData(nameof(Catalogs))]
    public void Every_text_is_used(string path, string assembly)
    {
        var sources = Directory.EnumerateFiles(Path.Combine(ModuleSession.RepositoryRoot, "src", assembly), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        var used = sources.SelectMany(static file => Use().Matches(File.ReadAllText(file))).Select(static match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.All(Texts(path).Keys, key => Assert.True(used.Contains(key), key));
    }

    [Theory]
    [MemberData(nameof(Catalogs))]
    public void Names_of_fields_outcomes_and_cmdlets_are_the_same_in_every_language(string path, string assembly)
    {
        foreach (var language in Languages)
        {
            var translated = Shipped(path, assembly, language);

            Assert.All(Texts(path), text => Assert.Equal((text.Key, Names(text.Value)), (text.Key, Names(translated[text.Key]))));
        }
    }

    private static Dictionary<string, string> Texts(string path) => XDocument.Load(Path.Combine(ModuleSession.RepositoryRoot, path)).Root!
        .Elements("data")
        .ToDictionary(static text => text.Attribute("name")!.Value, static text => text.Element("value")!.Value, StringComparer.Ordinal);

    /// <summary>The texts as they ship: out of the assembly of the language, staged beside the module.</summary>
    private static Dictionary<string, string> Shipped(string path, string assembly, CultureInfo language)
    {
        var file = Path.Combine(Path.GetDirectoryName(ModuleSession.ManifestPath)!, language.Name, assembly + ".resources.dll");
        var resources = Assembly.LoadFile(file);
        var name = Path.GetFileNameWithoutExtension(path);
        var stream = Assert.Single(resources.GetManifestResourceNames(), resource => resource.EndsWith($".{name}.{language.Name}.resources", StringComparison.Ordinal));
        using var reader = new ResourceReader(resources.GetManifestResourceStream(stream)!);
        return reader.Cast<System.Collections.DictionaryEntry>().ToDictionary(static text => (string)text.Key, static text => (string)text.Value!, StringComparer.Ordinal);
    }

    private static string Places(string text) => string.Join(' ', Place().Matches(text).Select(static place => place.Value).Order(StringComparer.Ordinal));

    private static string Names(string text) => string.Join(' ', Name().Matches(text).Select(static name => name.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"(?<!\{)\{\d+[^{}]*\}(?!\})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"\p{L}{3,}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(RefId|CustomerId|IsUnlimited|\w+-ParkUp\w*|PARKUP_\w+|-[A-Z]\w+|AlreadyActive|AlreadyExists|AlreadyRevoked)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\bTexts\.(?<key>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Use();
}
