using System.Globalization;

namespace ParkUp.Client.Tests;

public class RosterCultureTests
{
    [Theory]
    [InlineData("es-CL")]
    [InlineData("tr-TR")]
    [InlineData("sv-SE")]
    [InlineData("ar-SA")]
    public void Nothing_depends_on_the_culture(string name)
    {
        CultureInfo.CurrentCulture = new CultureInfo(name);

        var rows = Rosters.Rows(
            "REFID;IDCLIENTE;EMAIL;MOVIL;APELLIDO;ILIMITADO;CODIGO;MATRICULA\n"
            + "İI;1,5;i@example.com;1.000;I;SI;1,2E+15;ıi\n"
            + "A2;;;;;FALSE;;\n"
            + "A3\n");

        var entry = rows[0];
        Assert.Equal(("İI", "1,5", "i@example.com", "1.000"), (entry.RefId, entry.CustomerId, entry.Email, entry.Phone));
        Assert.Equal(("I", "1,2E+15", "ıi"), (entry.LastName, entry.Code, entry.Plate));
        Assert.Equal(true, entry.IsUnlimited);
        Assert.Equal(false, rows[1].IsUnlimited);
        Assert.StartsWith("Line 4 has 1 cell of 8", rows[2].Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(1252, RosterEncodings.Parse("WINDOWS-1252").CodePage);
        Assert.Equal(20127, RosterEncodings.Parse("ascii").CodePage);
        Assert.Equal(28591, RosterEncodings.Parse("iso-8859-1").CodePage);
    }
}
