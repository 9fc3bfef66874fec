namespace ParkUp.Sandbox;

/// <summary>The file of a sandbox cannot be used. The message names it, and says what to do; the file is as it was.</summary>
public sealed class SandboxFileException : IOException
{
    internal SandboxFileException(string problem, Exception? cause, params object[] values)
        : base(string.Format(CultureInfo.InvariantCulture, problem, values), cause)
    {
    }
}
