namespace ParkUp.Client.Tests;

public class RosterColumnsTests
{
    [Theory]
    [InlineData("RefId", RosterField.RefId)]
    [InlineData("ref_id", RosterField.RefId)]
    [InlineData("Referencia", RosterField.RefId)]
    [InlineData("ID de referencia", RosterField.RefId)]
    [InlineData("Reference ID", RosterField.RefId)]
    [InlineData("Id. Cliente", RosterField.CustomerId)]
    [InlineData("Nº Cliente", RosterField.CustomerId)]
    [InlineData("Número de cliente", RosterField.CustomerId)]
    [InlineData("E-mail", RosterField.Email)]
    [InlineData("CORREO ELECTRÓNICO", RosterField.Email)]
    [InlineData("Teléfono", RosterField.Phone)]
    [InlineData("Telefono movil", RosterField.Phone)]
    [InlineData("first name", RosterField.Name)]
    [InlineData("Nombres", RosterField.Name)]
    [InlineData("last-name", RosterField.LastName)]
    [InlineData("apellidos", RosterField.LastName)]
    [InlineData("¿Es ilimitado?", RosterField.IsUnlimited)]
    [InlineData("Código", RosterField.Code)]
    [InlineData("Co\u0301digo", RosterField.Code)]
    [InlineData("Tag number", RosterField.Code)]
    [InlineData("PATENTE", RosterField.Plate)]
    [InlineData("Licence\u00A0Plate", RosterField.Plate)]
    [InlineData("Matrícula", RosterField.Plate)]
    [InlineData("Id", null)]
    [InlineData("Tag", RosterField.Code)]
    [InlineData("Código cliente", null)]
    [InlineData("Observación", null)]
    [InlineData("", null)]
    public void A_column_means_what_people_mean_by_its_name(string header, RosterField? field) =>
        Assert.Equal(field, RosterColumns.FieldFor(header));

    [Fact]
    public void Every_field_has_names_and_the_first_is_its_own()
    {
        Assert.Equal(Enum.GetValues<RosterField>(), RosterColumns.Synonyms.Keys.Order());
        Assert.All(RosterColumns.Synonyms, pair => Assert.Equal(pair.Key.ToString(), pair.Value[0]));
    }

    [Fact]
    public void Every_name_leads_to_its_field_and_no_name_is_there_twice()
    {
        var names = RosterColumns.Synonyms.SelectMany(pair => pair.Value, (pair, name) => (pair.Key, name)).ToList();

        Assert.All(names, pair => Assert.Equal(pair.Key, RosterColumns.FieldFor(pair.name)));
        Assert.Equal(names.Count, names.Select(pair => pair.name.ToUpperInvariant()).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_name_could_be_a_parameter_alias() =>
        Assert.All(RosterColumns.Synonyms.Values.SelectMany(names => names), name => Assert.Matches("^[A-Z][A-Za-z]+$", name));

    [Fact]
    public void Every_field_is_a_property_of_the_entry() =>
        Assert.All(Enum.GetNames<RosterField>(), name => Assert.NotNull(typeof(RosterEntry).GetProperty(name)));
}
