namespace ParkUp.Client.Tests;

public class RosterColumnsTests
{
    [Theory]
    [InlineData("RefId", nameof(RosterField.RefId))]
    [InlineData("ref_id", nameof(RosterField.RefId))]
    [InlineData("Referencia", nameof(RosterField.RefId))]
    [InlineData("ID de referencia", nameof(RosterField.RefId))]
    [InlineData("Reference ID", nameof(RosterField.RefId))]
    [InlineData("Id. Cliente", nameof(RosterField.CustomerId))]
    [InlineData("Nº Cliente", nameof(RosterField.CustomerId))]
    [InlineData("Número de cliente", nameof(RosterField.CustomerId))]
    [InlineData("E-mail", nameof(RosterField.Email))]
    [InlineData("CORREO ELECTRÓNICO", nameof(RosterField.Email))]
    [InlineData("Teléfono", nameof(RosterField.Phone))]
    [InlineData("Telefono movil", nameof(RosterField.Phone))]
    [InlineData("first name", nameof(RosterField.Name))]
    [InlineData("Nombres", nameof(RosterField.Name))]
    [InlineData("last-name", nameof(RosterField.LastName))]
    [InlineData("apellidos", nameof(RosterField.LastName))]
    [InlineData("¿Es ilimitado?", nameof(RosterField.IsUnlimited))]
    [InlineData("Código", nameof(RosterField.Code))]
    [InlineData("Co\u0301digo", nameof(RosterField.Code))]
    [InlineData("Tag number", nameof(RosterField.Code))]
    [InlineData("PATENTE", nameof(RosterField.Plate))]
    [InlineData("Licence\u00A0Plate", nameof(RosterField.Plate))]
    [InlineData("Matrícula", nameof(RosterField.Plate))]
    [InlineData("Id", null)]
    [InlineData("Tag", nameof(RosterField.Code))]
    [InlineData("Código cliente", null)]
    [InlineData("Observación", null)]
    [InlineData("", null)]
    public void A_column_means_what_people_mean_by_its_name(string header, string? field) =>
        Assert.Equal(field, RosterColumns.FieldFor(header)?.ToString());

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
