using System.Security;

namespace ParkUp.PowerShell;

/// <summary>From a text that is already in the open to the form in which connections take a token.</summary>
internal static class Secrets
{
    public static SecureString ToSecureString(string text)
    {
        var secret = new SecureString();
        foreach (var c in text)
        {
            secret.AppendChar(c);
        }

        return secret;
    }
}
