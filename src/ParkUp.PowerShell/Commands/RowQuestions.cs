using System.Diagnostics;
using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>
/// Asks about rows before they are sent, where that is wanted, in the reader's language, and with plates masked in what
/// a log may keep.
/// </summary>
/// <param name="command">The cmdlet whose rows they are.</param>
/// <param name="isTold">
/// Whether -Verbose tells of each row, in a log perhaps, where plates are masked. -WhatIf says the same to a person, who
/// must see them.
/// </param>
internal sealed class RowQuestions(PSCmdlet command, bool isTold)
{
    // The engine's own sentence is English, and has the plates in full.
    private readonly bool _isOwnSentence = isTold || Texts.AreTranslated;

    /// <summary>How long answers were waited for, since this was last set.</summary>
    public TimeSpan Asked { get; set; }

    /// <summary>Whether a row may be sent.</summary>
    /// <param name="order">The row.</param>
    /// <param name="target">What it would be done to, with its plates or with them masked.</param>
    /// <param name="action">What would be done.</param>
    public bool IsAgreed<TOrder>(TOrder order, Func<TOrder, bool, string> target, string action)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            return _isOwnSentence
                ? command.ShouldProcess(Texts.Performing(action, target(order, isTold)), Texts.AreYouSure(Texts.Performing(action, target(order, false))), Texts.Confirm)
                : command.ShouldProcess(target(order, false), action);
        }
        finally
        {
            Asked += Stopwatch.GetElapsedTime(start);
        }
    }
}
