using System.Globalization;

namespace ParkUp.Client.Tests.Support;

/// <summary>Runs an assertion under cultures that break what depends on them: a dotted I, a comma for a point, other digits.</summary>
internal static class InCulture
{
    private static readonly string[] Names = ["tr-TR", "es-CL", "ar-EG", "fa-IR", ""];

    public static void Each(Action assertion)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var name in Names)
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
                assertion();
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
