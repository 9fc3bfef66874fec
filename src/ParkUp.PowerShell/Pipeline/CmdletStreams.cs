namespace ParkUp.PowerShell;

/// <summary>Writes errors, warnings, -Verbose and -Debug of a cmdlet. Used on the pipeline's thread only.</summary>
internal sealed class CmdletStreams(PSCmdlet command)
{
    /// <summary>Whether the stream Verbose or Debug is shown: by its switch, or else by its preference variable.</summary>
    public bool IsWanted(string stream) => command.MyInvocation.BoundParameters.TryGetValue(stream, out var asked)
        ? LanguagePrimitives.IsTrue(asked)
        : !LanguagePrimitives.TryConvertTo<ActionPreference>(command.GetVariableValue(stream + "Preference"), CultureInfo.InvariantCulture, out var preference)
            || preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>Whether writing an error ends the pipeline.</summary>
    public bool IsErrorActionStop => command.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var given)
        ? given is ActionPreference.Stop
        : LanguagePrimitives.TryConvertTo<ActionPreference>(command.GetVariableValue("ErrorActionPreference"), CultureInfo.InvariantCulture, out var preference) && preference is ActionPreference.Stop;

    // The engine asks about every warning and verbose message under -Debug, which fails in a session that is not interactive.
    private bool IsDebugOnly => command.MyInvocation.BoundParameters.ContainsKey("Debug") && IsWanted("Debug") && !IsWanted("Verbose");

    /// <summary>Writes an error; a terminating one if the next row would fail in the same way.</summary>
    public void Report(ParkUpException error, object? target, string message)
    {
        var record = ErrorRecords.From(error, target, message);
        if (error.StopsRun)
        {
            command.ThrowTerminatingError(record);
        }

        command.WriteError(record);
    }

    /// <summary>Ends the cmdlet with an error that belongs to no row.</summary>
    public void Abort(ParkUpException error, object? target) =>
        command.ThrowTerminatingError(ErrorRecords.From(error, target, ErrorText.WithHint(error)));

    /// <summary>Writes a warning; under -Debug alone and without -WarningAction, to the debug stream.</summary>
    public void Warn(string text)
    {
        Action<string> write = IsDebugOnly && !command.MyInvocation.BoundParameters.ContainsKey("WarningAction") ? command.WriteDebug : command.WriteWarning;
        write(text);
    }

    /// <summary>Writes to the verbose stream; under -Debug alone, to the debug stream.</summary>
    public void Verbose(string text)
    {
        Action<string> write = IsDebugOnly ? command.WriteDebug : command.WriteVerbose;
        write(text);
    }

    public void Debug(string text) => command.WriteDebug(text);
}
