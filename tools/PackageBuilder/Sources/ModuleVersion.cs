using NuGet.Versioning;

namespace PackageBuilder.Sources;

/// <summary>A version as PowerShell takes it: three numbers, and a label of letters and digits or none.</summary>
internal sealed record ModuleVersion(string Number, string Label)
{
    public static ModuleVersion Parse(string text)
    {
        if (!SemanticVersion.TryParse(text, out var version) || version.HasMetadata)
        {
            throw new PackageException($"'{text}' is no version of the form 1.2.3 or 1.2.3-preview1.");
        }

        if (!version.Release.All(char.IsAsciiLetterOrDigit))
        {
            throw new PackageException($"'{text}' cannot be published: PowerShell takes only letters and digits behind the hyphen.");
        }

        return new ModuleVersion(FormattableString.Invariant($"{version.Major}.{version.Minor}.{version.Patch}"), version.Release);
    }

    public bool IsPrerelease => Label.Length > 0;

    public override string ToString() => IsPrerelease ? $"{Number}-{Label}" : Number;
}
