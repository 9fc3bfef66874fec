namespace PackageBuilder;

/// <summary>Something that has to be mended before there can be a package. The message says what, and where.</summary>
internal sealed class PackageException(string message) : Exception(message);
