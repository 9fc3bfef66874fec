using System.Globalization;
using System.Runtime.CompilerServices;

namespace ParkUp.Tests;

/// <summary>Tests read English texts, whatever the machine speaks; those about other languages say so themselves.</summary>
internal static class EnglishTexts
{
    [ModuleInitializer]
    internal static void Choose()
    {
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");
    }
}
