using System.Globalization;

namespace ParkUp.Client;

/// <summary>
/// The language of whoever starts a run, for the threads that work for them: those of the pool speak the machine's.
/// </summary>
internal sealed class SpokenLanguage
{
    private readonly CultureInfo _culture = CultureInfo.CurrentUICulture;

    /// <summary>Lets the calling thread speak it, until its work is done.</summary>
    public void Speak()
    {
        if (!_culture.Equals(CultureInfo.CurrentUICulture))
        {
            CultureInfo.CurrentUICulture = _culture;
        }
    }
}
