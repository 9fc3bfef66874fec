using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Offers the encodings that rosters come in.</summary>
public sealed class EncodingCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => RosterEncodings.CommonNames;
}
