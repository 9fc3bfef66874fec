namespace ParkUp.PowerShell;

/// <summary>Finds the path of a file that a cmdlet writes, and that may not be there yet.</summary>
internal static class FilePath
{
    /// <summary>The path in the file system. The path of another provider would name a file in the folder of the process.</summary>
    /// <exception cref="InvalidInputException">It belongs to another provider, or to a drive that is not there.</exception>
    public static string Of(SessionState session, string path, string parameter)
    {
        try
        {
            var full = session.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return string.Equals(provider.Name, "FileSystem", StringComparison.OrdinalIgnoreCase)
                ? full
                : throw new InvalidInputException(Texts.NotAFile.With(path, provider.Name)) { Field = parameter };
        }
        catch (SessionStateException e)
        {
            // There is no such drive or provider.
            throw new InvalidInputException(TextSanitizer.Clean(e.Message), e) { Field = parameter };
        }
    }
}
