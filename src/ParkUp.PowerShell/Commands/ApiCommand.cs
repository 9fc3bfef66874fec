using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>A cmdlet that calls the service.</summary>
public abstract class ApiCommand : ParkUpCommand
{
    /// <summary>
    /// The connection to use; without it the runspace's current one, and without that PARKUP_TOKEN (and
    /// PARKUP_BASE_URI) from the environment.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public ParkUpConnection? Connection { get; set; }

    /// <summary>Settles on a connection before the first row comes.</summary>
    protected override void BeginProcessing()
    {
        if (Connection is not null)
        {
            return;
        }

        try
        {
            Connection = new ConnectionSource(SessionState).Require();
        }
        catch (ParkUpException error)
        {
            Abort(error, target: null);
        }

        new ConnectionReminder(SessionState).Tell(Connection!, Warn);
    }
}
