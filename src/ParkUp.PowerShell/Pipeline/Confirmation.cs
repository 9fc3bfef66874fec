using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace ParkUp.PowerShell;

/// <summary>
/// Asks about rows before they are sent, where that is wanted, in the reader's language, and with plates masked in what
/// a log may keep.
/// </summary>
/// <param name="command">The cmdlet whose rows they are.</param>
/// <param name="isVerbose">Whether -Verbose tells of each row.</param>
/// <param name="isWhatIf">Whether -WhatIf does.</param>
internal sealed class RowQuestions(PSCmdlet command, bool isVerbose, bool isWhatIf)
{
    // -Verbose goes to a log perhaps, where plates are masked; -WhatIf goes to a person, who must see them.
    private readonly bool _isTold = isVerbose && !isWhatIf;

    private readonly bool _isAgreedUnderDebug = !isWhatIf && IsAgreedUnderDebug(command);

    // The engine's own sentence is English, and has the plates in full.
    private bool IsOwnSentence => _isTold || Texts.AreTranslated;

    /// <summary>How long answers were waited for, since this was last set.</summary>
    public TimeSpan Asked { get; set; }

    /// <summary>Whether a row may be sent.</summary>
    /// <param name="order">The row.</param>
    /// <param name="target">What it would be done to, with its plates or with them masked.</param>
    /// <param name="action">What would be done.</param>
    public bool IsAgreed<TOrder>(TOrder order, Func<TOrder, bool, string> target, string action)
    {
        if (_isAgreedUnderDebug)
        {
            if (_isTold)
            {
                command.WriteVerbose(Texts.Performing(action, target(order, true)));
            }

            return true;
        }

        var start = Stopwatch.GetTimestamp();
        try
        {
            return IsOwnSentence
                ? command.ShouldProcess(Texts.Performing(action, target(order, _isTold)), Texts.AreYouSure(Texts.Performing(action, target(order, false))), Texts.Confirm)
                : command.ShouldProcess(target(order, false), action);
        }
        finally
        {
            Asked += Stopwatch.GetElapsedTime(start);
        }
    }

    /// <summary>
    /// PowerShell 7.4 and 7.5 take -Debug for a ConfirmPreference of Low, and so ask about every row; 7.6 does not.
    /// ConfirmPreference itself decides here in all of them.
    /// </summary>
    private static bool IsAgreedUnderDebug(PSCmdlet command)
    {
        var bound = command.MyInvocation.BoundParameters;
        if (!bound.TryGetValue("Debug", out var debug) || !LanguagePrimitives.IsTrue(debug) || bound.ContainsKey("Confirm"))
        {
            return false;
        }

        var preference = LanguagePrimitives.TryConvertTo<ConfirmImpact>(command.GetVariableValue("ConfirmPreference"), CultureInfo.InvariantCulture, out var set) ? set : ConfirmImpact.High;
        return preference is ConfirmImpact.None || command.GetType().GetCustomAttribute<CmdletAttribute>()!.ConfirmImpact < preference;
    }
}
