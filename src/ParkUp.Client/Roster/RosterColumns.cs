using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ParkUp.Client;

/// <summary>The names of the columns of a roster, in English and in Spanish.</summary>
internal static class RosterColumns
{
    // Without 'Id' (a tag has one too) and 'CodigoCliente' (reference or number?): a wrong guess writes to the wrong
    // customer. With 'Tag': if it were ignored beside 'Patente', tags would be revoked by plate alone.
    private static readonly FrozenDictionary<RosterField, ImmutableArray<string>> Names =
        new Dictionary<RosterField, ImmutableArray<string>>
        {
            [RosterField.RefId] =
            [
                "RefId", "Ref", "ReferenceId", "Reference", "IdReference", "CustomerRef", "CustomerRefId", "CustomerReference",
                "ClientReference", "ExternalId",
                "Referencia", "IdReferencia", "IdDeReferencia", "ReferenciaId", "IdRef", "RefCliente", "ReferenciaCliente",
                "ReferenciaDelCliente", "IdExterno", "NRef", "NumeroRef", "NumeroReferencia",
            ],
            [RosterField.CustomerId] =
            [
                "CustomerId", "ClientId", "CustomerNumber", "ClientNumber",
                "IdCliente", "IdDeCliente", "IdDelCliente", "ClienteId", "NumeroCliente", "NumeroDeCliente", "NroCliente", "NCliente",
            ],
            [RosterField.Email] = ["Email", "EmailAddress", "Mail", "MailAddress", "Correo", "CorreoElectronico", "DireccionCorreo", "DireccionDeCorreo", "DireccionDeCorreoElectronico"],
            [RosterField.Phone] =
            [
                "Phone", "PhoneNumber", "Telephone", "TelephoneNumber", "Tel", "Mobile", "MobilePhone", "MobileNumber", "CellPhone", "Cell",
                "Telefono", "NumeroTelefono", "NumeroDeTelefono", "TelefonoMovil", "TelefonoCelular", "Fono", "Celular", "NumeroCelular", "Movil",
            ],
            [RosterField.Name] = ["Name", "FirstName", "GivenName", "Forename", "Nombre", "Nombres", "PrimerNombre", "NombreDePila"],
            [RosterField.LastName] = ["LastName", "Surname", "FamilyName", "Apellido", "Apellidos", "PrimerApellido", "ApellidoPaterno"],
            [RosterField.IsUnlimited] = ["IsUnlimited", "Unlimited", "UnlimitedAccess", "Ilimitado", "EsIlimitado", "AccesoIlimitado"],
            [RosterField.Code] =
            [
                "Code", "Tag", "TagCode", "TagId", "TagNumber", "IdTag", "NTag", "Sticker", "StickerCode", "StickerNumber",
                "Codigo", "CodigoTag", "CodigoDeTag", "CodigoDelTag", "NumeroTag", "NumeroDeTag", "NroTag", "CodigoSticker", "NumeroSticker",
                "CodTag", "NumTag", "TagN", "SerieTag", "NumeroSerieTag", "NumeroDeSerieTag", "NSticker", "NroSticker",
            ],
            [RosterField.Plate] =
            [
                "Plate", "LicensePlate", "LicencePlate", "NumberPlate", "PlateNumber", "LicensePlateNumber", "RegistrationNumber",
                "Patente", "NumeroPatente", "Placa", "PlacaPatente", "NumeroPlaca", "PlacaPatenteUnica", "PatenteVehiculo",
                "Ppu", "Matricula", "NumeroMatricula", "NPatente", "NroPatente", "NumeroDePatente", "Patentes",
            ],
            [RosterField.Tags] = ["Tags"],
        }.ToFrozenDictionary();

    private static readonly char[] Digits = [.. "0123456789"];

    private static readonly FrozenDictionary<string, RosterField> FieldsByKey = ByKey(Names);

    // Names that are used only where no column has a better one: whether they are what ParkUp knows the customer by is for
    // the user to say.
    private static readonly FrozenDictionary<string, RosterField> SubstitutesByKey = ByKey(new Dictionary<RosterField, ImmutableArray<string>>
    {
        [RosterField.RefId] =
        [
            "Rut", "Run", "Dni", "Nif", "Curp", "Cuil", "Cedula", "NumeroCedula", "NumeroDeCedula", "Documento", "NumeroDocumento",
            "NumeroDeDocumento", "NroDocumento", "NDocumento", "Identificacion", "NumeroIdentificacion", "NumeroDeIdentificacion",
            "Legajo", "NumeroLegajo", "NumeroDeLegajo", "NroLegajo", "NLegajo", "Ficha", "NumeroFicha", "NumeroDeFicha", "NroFicha", "NFicha",
            "IdEmpleado", "NumeroEmpleado", "NumeroDeEmpleado", "NroEmpleado", "NroDeEmpleado", "NEmpleado", "NDeEmpleado", "CodigoEmpleado",
            "CodigoDeEmpleado", "CodEmpleado", "RutEmpleado", "IdTrabajador", "NumeroTrabajador", "NumeroDeTrabajador", "NroTrabajador",
            "NTrabajador", "CodigoTrabajador", "RutTrabajador", "RutColaborador", "IdColaborador", "NumeroNomina", "NumeroDeNomina", "NroNomina", "NNomina",
            "EmployeeId", "EmployeeNumber", "EmployeeNo", "EmployeeCode", "EmpId", "EmpNo", "StaffId", "StaffNumber", "WorkerId", "PersonnelNumber",
            "BadgeId", "BadgeNumber", "NationalId",
        ],
        [RosterField.Email] =
        [
            "EmailCorporativo", "CorreoCorporativo", "MailCorporativo", "CorreoElectronicoCorporativo", "CorreoInstitucional", "EmailInstitucional",
            "EmailLaboral", "CorreoLaboral", "EmailEmpresa", "CorreoEmpresa", "WorkEmail", "WorkEmailAddress", "BusinessEmail", "CorporateEmail",
        ],
        [RosterField.Phone] = ["CelularCorporativo", "TelefonoCorporativo", "TelefonoLaboral", "WorkPhone", "BusinessPhone"],
        [RosterField.Name] = ["NombreCompleto", "FullName", "NombreYApellido", "NombresYApellidos", "NombreYApellidos", "DisplayName"],
    });

    /// <summary>The other columns of exported results, which are no misspelt fields.</summary>
    private static readonly FrozenSet<string> ResultKeys = new[]
    {
        nameof(TagResult.Operation), nameof(TagResult.Outcome), nameof(TagResult.Succeeded), nameof(TagResult.Evidence),
        nameof(TagResult.Detail), nameof(TagResult.Line),
    }.Select(Key).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>All the names of each field; the first is the field's own.</summary>
    public static IReadOnlyDictionary<RosterField, ImmutableArray<string>> Synonyms => Names;

    /// <summary>One Spanish name for each field, as examples in messages.</summary>
    public static ImmutableArray<string> SpanishNames { get; } =
    [
        "Referencia", "Id cliente", "Correo", "Teléfono", "Nombre", "Apellido", "Ilimitado", "Código", "Patente", "Tags",
    ];

    /// <summary>The field that a column holds by its name; accents, case and punctuation do not matter.</summary>
    public static RosterField? FieldFor(string header) => FieldsByKey.TryGetValue(Key(header), out var field) ? field : null;

    /// <summary>The field that a column may hold where no other column has it.</summary>
    public static RosterField? SubstituteFor(string header) => SubstitutesByKey.TryGetValue(Key(header), out var field) ? field : null;

    /// <summary>Whether a column holds a second or further tag of its row (<c>Code2</c>, <c>Patente 3</c>), which is not read.</summary>
    public static bool IsFurtherTag(string header)
    {
        var key = Key(header);
        var name = key.TrimEnd(Digits);
        return name.Length < key.Length && FieldsByKey.TryGetValue(name, out var field) && field is RosterField.Code or RosterField.Plate or RosterField.Tags;
    }

    /// <summary>Whether two names of columns are the same; accents, case and punctuation do not matter.</summary>
    public static bool AreSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase)
        || (Key(one) is { Length: > 0 } key && string.Equals(key, Key(other), StringComparison.Ordinal));

    /// <summary>How many fields a row names, if it is a header.</summary>
    public static int CountKnown(IEnumerable<string> names, IReadOnlyDictionary<RosterField, string> map) => names
        .Select(name => FieldFor(name) ?? SubstituteFor(name) ?? MappedField(name, map))
        .Where(static field => field is not null)
        .Distinct()
        .Count();

    /// <summary>The known name that an unknown one was probably meant to be: misspelt, or with other words around it.</summary>
    /// <param name="taken">The fields that have a column: a second one is not missed.</param>
    public static string? Nearest(string header, IReadOnlyCollection<RosterField> taken)
    {
        var key = Key(header);
        return ResultKeys.Contains(key) || SubstitutesByKey.ContainsKey(key) ? null : Names
            .Where(pair => !taken.Contains(pair.Key))
            .SelectMany(static pair => pair.Value)
            .Where(static name => name is not ("NCliente" or "NTag")) // Keys of 'N° cliente' and 'N° tag', no names to suggest.
            .Select(name => (Name: name, Distance: Distance(key, Key(name))))
            .Where(static near => near.Distance is not null)
            .OrderBy(static near => near.Distance)
            .Select(static near => near.Name)
            .FirstOrDefault();
    }

    private static RosterField? MappedField(string name, IReadOnlyDictionary<RosterField, string> map)
    {
        foreach (var (field, column) in map)
        {
            if (AreSame(name, column))
            {
                return field;
            }
        }

        return null;
    }

    /// <summary>The number of characters to insert, delete or replace; null where there are too many for a misspelling.</summary>
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

    private static FrozenDictionary<string, RosterField> ByKey(IReadOnlyDictionary<RosterField, ImmutableArray<string>> names) => names
        .SelectMany(static pair => pair.Value, static (pair, name) => KeyValuePair.Create(Key(name), pair.Key))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is compared of a name: its digits, and its letters in lower case without accents.</summary>
    private static string Key(string name)
    {
        var key = new char[name.Length];
        var length = 0;
        foreach (var c in name)
        {
            // A combining accent is no letter, so it is left out as well.
            if (char.IsLetterOrDigit(c) && c is not ('º' or 'ª'))
            {
                key[length++] = WithoutAccent(char.ToLowerInvariant(c));
            }
        }

        return new string(key, 0, length);
    }

    // Not string.Normalize, which does nothing in globalization-invariant mode.
    private static char WithoutAccent(char c) => c switch
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
