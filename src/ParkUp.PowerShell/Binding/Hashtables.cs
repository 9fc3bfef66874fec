using System.Collections;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Reads a piped hashtable as a row: its keys are columns. The engine binds properties only, and no keys.</summary>
internal static class Hashtables
{
    public static bool Find(IDictionary pairs, RosterField field, out object? value)
    {
        foreach (DictionaryEntry pair in pairs)
        {
            if (RosterColumns.FieldFor($"{pair.Key}") == field)
            {
                value = pair.Value;
                return true;
            }
        }

        value = null;
        return false;
    }
}
