using System.Collections.Frozen;

namespace ParkUp.Client;

/// <summary>The names that people give the columns of a roster, in English and in Spanish.</summary>
internal static class RosterColumns
{
    // Left out on purpose: 'Id' (a tag has one of its own) and 'CodigoCliente' (our reference, or ParkUp's number?). A
    // guess there would write to the wrong customer. 'Tag' is in: left out, a roster of 'Tag' and 'Patente' would be
    // revoked by plate, with tags that it never named.
    // Accents, case and punctuation are no part of a name, so neither are they here.
    private static readonly FrozenDictionary<RosterField, IReadOnlyList<string>> Names =
        new Dictionary<RosterField, IReadOnlyList<string>>
        {
            [RosterField.RefId] = Array.AsReadOnly(
            [
                "RefId", "Ref", "ReferenceId", "Reference", "IdReference", "CustomerRef", "CustomerRefId",
                "CustomerReference", "ClientReference", "ExternalId",
                "Referencia", "IdReferencia", "IdDeReferencia", "ReferenciaId", "IdRef", "RefCliente",
                "ReferenciaCliente", "ReferenciaDelCliente", "IdExterno",
            ]),
            [RosterField.CustomerId] = Array.AsReadOnly(
            [
                "CustomerId", "ClientId", "CustomerNumber", "ClientNumber",
                "IdCliente", "IdDeCliente", "IdDelCliente", "ClienteId", "NumeroCliente", "NumeroDeCliente",
                "NroCliente", "NCliente",
            ]),
            [RosterField.Email] = Array.AsReadOnly(
            [
                "Email", "EmailAddress", "Mail", "MailAddress",
                "Correo", "CorreoElectronico", "DireccionCorreo", "DireccionDeCorreo",
                "DireccionDeCorreoElectronico",
            ]),
            [RosterField.Phone] = Array.AsReadOnly(
            [
                "Phone", "PhoneNumber", "Telephone", "TelephoneNumber", "Tel", "Mobile", "MobilePhone", "MobileNumber",
                "CellPhone", "Cell",
                "Telefono", "NumeroTelefono", "NumeroDeTelefono", "TelefonoMovil", "TelefonoCelular", "Fono", "Celular",
                "NumeroCelular", "Movil",
            ]),
            [RosterField.Name] = Array.AsReadOnly(
            [
                "Name", "FirstName", "GivenName", "Forename",
                "Nombre", "Nombres", "PrimerNombre", "NombreDePila",
            ]),
            [RosterField.LastName] = Array.AsReadOnly(
            [
                "LastName", "Surname", "FamilyName",
                "Apellido", "Apellidos", "PrimerApellido", "ApellidoPaterno",
            ]),
            [RosterField.IsUnlimited] = Array.AsReadOnly(
            [
                "IsUnlimited", "Unlimited", "UnlimitedAccess",
                "Ilimitado", "EsIlimitado", "AccesoIlimitado",
            ]),
            [RosterField.Code] = Array.AsReadOnly(
            [
                "Code", "Tag", "TagCode", "TagId", "TagNumber", "IdTag", "NTag", "Sticker", "StickerCode", "StickerNumber",
                "Codigo", "CodigoTag", "CodigoDeTag", "CodigoDelTag", "NumeroTag", "NumeroDeTag", "NroTag",
                "CodigoSticker", "NumeroSticker",
            ]),
            [RosterField.Plate] = Array.AsReadOnly(
            [
                "Plate", "LicensePlate", "LicencePlate", "NumberPlate", "PlateNumber", "LicensePlateNumber",
                "RegistrationNumber",
                "Patente", "NumeroPatente", "Placa", "PlacaPatente", "NumeroPlaca", "PlacaPatenteUnica", "PatenteVehiculo", "Ppu", "Matricula",
                "NumeroMatricula",
            ]),
            [RosterField.Tags] = Array.AsReadOnly(["Tags"]),
        }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, RosterField> FieldsByKey = Names
        .SelectMany(pair => pair.Value, (pair, name) => KeyValuePair.Create(Key(name), pair.Key))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Columns of exported results that a roster has no use for: nobody meant another by them.</summary>
    private static readonly FrozenSet<string> OwnKeys = new[] { nameof(TagResult.Operation), nameof(TagResult.Outcome), nameof(TagResult.Succeeded), nameof(TagResult.Evidence), nameof(TagResult.Detail), nameof(TagResult.Line) }
        .Select(Key)
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>All the names of each field; the first is the field's own.</summary>
    public static IReadOnlyDictionary<RosterField, IReadOnlyList<string>> Synonyms => Names;

    /// <summary>What a column of this name means.</summary>
    /// <param name="header">The column's name; accents, case and anything but letters and digits do not matter.</param>
    /// <returns>The field, or <see langword="null"/> for a name that none goes by.</returns>
    public static RosterField? FieldFor(string header)
    {
        return FieldsByKey.TryGetValue(Key(header), out var field) ? field : null;
    }

    /// <summary>
    /// The known name that an unknown one is probably meant to be: one with a slip of the hand in it, or with more
    /// words around it.
    /// </summary>
    /// <param name="header">The name of a column that no field goes by.</param>
    /// <returns>The known name, or <see langword="null"/> where nothing comes near.</returns>
    public static string? Nearest(string header)
    {
        var key = Key(header);
        return OwnKeys.Contains(key) ? null : Names.Values
            .SelectMany(static names => names)
            .Where(static name => !name.StartsWith("NC", StringComparison.Ordinal) && !name.StartsWith("NT", StringComparison.Ordinal)) // N° cliente, N° tag: nobody means to write them so
            .Select(name => (Name: name, Distance: Distance(key, Key(name))))
            .Where(static near => near.Distance is not null)
            .OrderBy(static near => near.Distance)
            .Select(static near => near.Name)
            .FirstOrDefault();
    }

    /// <summary>How many slips lie between two names; null where they are too many to be slips.</summary>
    private static int? Distance(string given, string known)
    {
        if (known.Length >= 5 && given.Contains(known, StringComparison.Ordinal))
        {
            return given.Length - known.Length;
        }

        var allowed = known.Length < 5 ? 1 : 2;
        if (Math.Abs(given.Length - known.Length) > allowed)
        {
            return null;
        }

        var row = Enumerable.Range(0, known.Length + 1).ToArray();
        for (var i = 1; i <= given.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= known.Length; j++)
            {
                var changed = diagonal + (given[i - 1] == known[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1] <= allowed ? row[^1] : null;
    }

    /// <summary>What is left of a name for comparing: its letters, plain and in lower case, and its digits.</summary>
    private static string Key(string name)
    {
        var key = new char[name.Length];
        var length = 0;
        foreach (var c in name)
        {
            // A combining accent is no letter, so a decomposed name loses its accents here too.
            if (char.IsLetterOrDigit(c) && c is not ('º' or 'ª'))
            {
                key[length++] = Plain(char.ToLowerInvariant(c));
            }
        }

        return new string(key, 0, length);
    }

    // Not string.Normalize: on a machine in globalization-invariant mode that leaves the accents where they are.
    private static char Plain(char c) => c switch
    {
        'á' or 'à' or 'â' or 'ä' or 'ã' => 'a',
        'é' or 'è' or 'ê' or 'ë' => 'e',
        'í' or 'ì' or 'î' or 'ï' or 'ı' or 'İ' => 'i',
        'ó' or 'ò' or 'ô' or 'ö' or 'õ' => 'o',
        'ú' or 'ù' or 'û' or 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        _ => c,
    };
}
