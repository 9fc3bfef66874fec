using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// Asks about rows before they are sent, where that is wanted, in the reader's language, and with plates masked in what
/// a log may keep.
/// </summary>
internal sealed class Confirmation
{
    private readonly PSCmdlet _command;

    // -Verbose goes to a log perhaps, where plates are masked; -WhatIf goes to a person, who must see them.
    private readonly bool _isTold;

    private readonly bool _isAgreed;

    /// <param name="command">The cmdlet whose rows they are.</param>
    /// <param name="isVerbose">Whether -Verbose tells of each row.</param>
    /// <param name="isWhatIf">Whether -WhatIf does.</param>
    public Confirmation(PSCmdlet command, bool isVerbose, bool isWhatIf)
    {
        _command = command;
        _isTold = isVerbose && !isWhatIf;
        _isAgreed = !isWhatIf && !IsAsked(command);
    }

    /// <summary>How long answers were waited for, since this was last set.</summary>
    public TimeSpan Asked { get; set; }

    // The engine's own sentence is English, and has the plates in full.
    private bool IsOwnSentence => _isTold || Messages.AreTranslated;

    /// <summary>Whether a row may be sent.</summary>
    /// <param name="order">The row.</param>
    /// <param name="target">What it would be done to, with its plates or with them masked.</param>
    /// <param name="action">What would be done.</param>
    public bool IsAgreed<TOrder>(TOrder order, Func<TOrder, bool, string> target, string action)
    {
        if (_isAgreed)
        {
            if (_isTold)
            {
                _command.WriteVerbose(Texts.Performing.With(action, target(order, true)));
            }

            return true;
        }

        var start = Stopwatch.GetTimestamp();
        try
        {
            return IsOwnSentence
                ? _command.ShouldProcess(Texts.Performing.With(action, target(order, _isTold)), Texts.AreYouSure.With(Texts.Performing.With(action, target(order, false))), Texts.Confirm)
                : _command.ShouldProcess(target(order, false), action);
        }
        finally
        {
            Asked += Stopwatch.GetElapsedTime(start);
        }
    }

    /// <summary>
    /// Whether the engine would ask at all, by its own rule, so that a million rows do not make a million sentences that
    /// nobody reads. In PowerShell 7.4 and 7.5 -Debug alone makes it ask about every row; here, as in 7.6, it does not.
    /// </summary>
    private static bool IsAsked(PSCmdlet command)
    {
        if (command.MyInvocation.BoundParameters.TryGetValue("Confirm", out var asked))
        {
            return LanguagePrimitives.IsTrue(asked);
        }

        var preference = LanguagePrimitives.TryConvertTo<ConfirmImpact>(command.GetVariableValue("ConfirmPreference"), CultureInfo.InvariantCulture, out var set) ? set : ConfirmImpact.High;
        return preference is not ConfirmImpact.None && command.GetType().GetCustomAttribute<CmdletAttribute>()!.ConfirmImpact >= preference;
    }
}
