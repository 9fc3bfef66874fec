using System.Globalization;
using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>What a cmdlet says: errors, warnings and what -Verbose and -Debug ask for. On the pipeline's thread only.</summary>
internal sealed class CmdletStreams(PSCmdlet command)
{
    /// <summary>Whether a stream is asked for: by the switch, or else by the session's preference.</summary>
    public bool IsWanted(string stream) => command.MyInvocation.BoundParameters.TryGetValue(stream, out var asked)
        ? LanguagePrimitives.IsTrue(asked)
        : !LanguagePrimitives.TryConvertTo<ActionPreference>(command.GetVariableValue(stream + "Preference"), CultureInfo.InvariantCulture, out var preference)
            || preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>Whether an error that is written ends the pipeline.</summary>
    public bool IsErrorActionStop => command.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var given)
        ? given is ActionPreference.Stop
        : LanguagePrimitives.TryConvertTo<ActionPreference>(command.GetVariableValue("ErrorActionPreference"), CultureInfo.InvariantCulture, out var preference) && preference is ActionPreference.Stop;

    /// <summary>Reports an error: the run ends where the next row would meet the same.</summary>
    public void Report(ParkUpException error, object? target, string message)
    {
        var record = ErrorRecords.From(error, target, message);
        if (error.StopsRun)
        {
            command.ThrowTerminatingError(record);
        }

        command.WriteError(record);
    }

    /// <summary>Ends the cmdlet with an error that concerns no row.</summary>
    public void Abort(ParkUpException error, object? target) =>
        command.ThrowTerminatingError(ErrorRecords.From(error, target, ErrorText.WithHint(error)));

    /// <summary>Warns. Under -Debug alone the engine would ask about each warning, and end the run where nobody answers.</summary>
    public void Warn(string text)
    {
        if (IsDebugAlone && !command.MyInvocation.BoundParameters.ContainsKey("WarningAction"))
        {
            command.WriteDebug(text);
        }
        else
        {
            command.WriteWarning(text);
        }
    }

    /// <summary>Writes what -Verbose is for; under -Debug alone, where the engine would ask, to the debug stream.</summary>
    public void Verbose(string text)
    {
        if (IsDebugAlone)
        {
            command.WriteDebug(text);
        }
        else
        {
            command.WriteVerbose(text);
        }
    }

    /// <summary>Writes what -Debug is for.</summary>
    public void Debug(string text) => command.WriteDebug(text);

    private bool IsDebugAlone => command.MyInvocation.BoundParameters.ContainsKey("Debug") && IsWanted("Debug") && !IsWanted("Verbose");
}
