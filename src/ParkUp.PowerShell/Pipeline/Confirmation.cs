using System.Diagnostics;
using System.Management.Automation.Host;
using System.Reflection;

namespace ParkUp.PowerShell;

/// <summary>Implements -WhatIf and -Confirm for rows: in the language of the session, and with plates masked in verbose messages.</summary>
internal sealed class Confirmation
{
    private readonly PSCmdlet _command;

    // -Verbose may go to a log, so plates are masked; -WhatIf goes to a person, who needs them.
    private readonly bool _isVerbose;

    private readonly bool _isNeverAsked;

    public Confirmation(CmdletRun run)
    {
        var command = run.Command;
        _command = command;
        IsWhatIf = LanguagePrimitives.IsTrue(command.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var asked) ? asked : command.GetVariableValue("WhatIfPreference"));
        _isVerbose = run.Streams.IsWanted("Verbose") && !IsWhatIf;
        _isNeverAsked = !IsWhatIf && !MayAsk(command);
    }

    public bool IsWhatIf { get; }

    /// <summary>How long the user took to answer since this was last set.</summary>
    public TimeSpan TimeAsked { get; set; }

    /// <summary>Asks about a row where that is required.</summary>
    /// <param name="target">Describes the target of the row; the plates are masked where its second argument is true.</param>
    /// <returns>Whether the row may be sent.</returns>
    /// <exception cref="HostException">Nobody can be asked, for instance because the session is not interactive.</exception>
    public bool Confirm<TOrder>(TOrder order, Func<TOrder, bool, string> target, string action)
    {
        if (_isNeverAsked)
        {
            if (_isVerbose)
            {
                _command.WriteVerbose(Texts.Performing.With(action, target(order, true)));
            }

            return true;
        }

        var unmasked = target(order, false);
        var description = Texts.Performing.With(action, _isVerbose ? target(order, true) : unmasked);
        var question = Texts.AreYouSure.With(Texts.Performing.With(action, unmasked));
        var start = Stopwatch.GetTimestamp();
        try
        {
            // The short overload makes an English message with unmasked plates.
            return _isVerbose || Messages.AreTranslated
                ? _command.ShouldProcess(description, question, Texts.Confirm)
                : _command.ShouldProcess(unmasked, action);
        }
        catch (Exception failure) when (failure is not (HostException or PipelineStoppedException or ActionPreferenceStopException))
        {
            // Each host has an exception of its own where nobody can be asked; the console's is a NullReferenceException.
            throw new HostException(failure.Message, failure);
        }
        finally
        {
            TimeAsked += Stopwatch.GetElapsedTime(start);
        }
    }

    /// <summary>
    /// Whether the engine may ask, by its own rule: if not, no message is composed for each row. In PowerShell 7.4 and 7.5
    /// -Debug alone also makes it ask about every row; this cmdlet behaves as in 7.6.
    /// </summary>
    private static bool MayAsk(PSCmdlet command)
    {
        if (command.MyInvocation.BoundParameters.TryGetValue("Confirm", out var asked))
        {
            return LanguagePrimitives.IsTrue(asked);
        }

        var preference = LanguagePrimitives.TryConvertTo<ConfirmImpact>(command.GetVariableValue("ConfirmPreference"), CultureInfo.InvariantCulture, out var set) ? set : ConfirmImpact.High;
        return preference is not ConfirmImpact.None && command.GetType().GetCustomAttribute<CmdletAttribute>()!.ConfirmImpact >= preference;
    }
}
