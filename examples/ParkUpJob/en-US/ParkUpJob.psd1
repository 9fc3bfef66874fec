@{
    Started         = 'Started. Roster: {0}'
    Connected       = 'The service answers: {0}'
    Applied         = 'Applied: {0}'
    Ended           = 'Ended with exit code {0}: {1} Report: {2}'
    Exit0           = 'the service is in line with the roster.'
    Exit1           = 'some rows or steps did not succeed.'
    Exit2           = 'the run could not be completed. Run it again once the cause is removed.'
    Exit3           = 'there are differences, and nothing was sent.'
    Exit4           = 'the guard holds revocations or changes. The rest was applied. Check the roster; if it is right, raise the limit once by hand.'
    Interrupted     = 'The run was interrupted. Run it again: what was done is not done twice.'
    ErrorLine       = 'ERROR: {0}'
    WarningLine     = 'WARNING: {0}'
    MoreFailures    = '{0} more ({1}), in {2}'
    HeldRow         = 'Line {0}, {1}: {2}'
    HeldRows        = 'rows that are held'
    StateRequired   = 'Use -StatePath with the file that records what this script placed, such as -StatePath hr.state.csv. It is created in the first run. Without it, only -Revoke None is possible.'
    RosterMissing   = "There is no roster '{0}'. Nothing was sent. Check the path."
    BadColumnMap    = "The column map '{0}' is not of the form field=column, such as RefId=Legajo."
    OneConnection   = 'Use only one of -{0}.'
    TokenMissing    = "There is no token file '{0}'. Nothing was sent. Check -TokenPath."
    TokenEmpty      = "The token file '{0}' is empty. Nothing was sent. Write the token into it."
    TokenUnreadable = "The token file '{0}' does not hold a SecureString that this account can read. Nothing was sent. As this account, write it again: Read-Host -AsSecureString | Export-Clixml <file>"
    ServiceDead     = 'The run could not start with {0}: {1}'
}
