namespace ParkUp.PowerShell;

/// <summary>Creates customers with their tags. Consecutive rows with the same reference are one customer, and have one result.</summary>
[Cmdlet(VerbsCommon.New, "ParkUpCustomer", SupportsShouldProcess = true)]
[OutputType(typeof(CustomerResult))]
public sealed class NewParkUpCustomerCommand : RowCommand
{
    private readonly CustomerRows _customers = new();
    private BulkPipeline<CustomerOrder, CustomerResult>? _bulk;
    private bool _isUnsortedWarned;
    private bool _isNameWarned;

    /// <summary>The customer's email address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("EmailAddress", "Mail", "Correo", "Correo electrónico", "CorreoElectronico")]
    [RowCell]
    public CellValue Email { get; set; }

    /// <summary>The customer's phone number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PhoneNumber", "Telefono", "Teléfono", "Celular")]
    [RowCell]
    public CellValue Phone { get; set; }

    /// <summary>Whether the customer has unlimited access: true/false, 1/0, yes/no, sí/no or verdadero/falso. A blank means no.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Unlimited", "Ilimitado")]
    [RowCell]
    [ArgumentCompleter(typeof(TrueFalseCompleter))]
    public CellValue IsUnlimited { get; set; }

    /// <summary>First name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("FirstName", "GivenName", "Nombre")]
    [RowCell]
    public CellValue Name { get; set; }

    /// <summary>Last name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Surname", "FamilyName", "Apellido")]
    [RowCell]
    public CellValue LastName { get; set; }

    private protected override BoundCells Bound => base.Bound with
    {
        Email = Email,
        Phone = Phone,
        Name = Name,
        LastName = LastName,
        IsUnlimited = IsUnlimited,
    };

    private protected override IRowPipeline CreatePipeline() => _bulk = new(
        Run,
        new CustomerCreator(Connection!, Run.Requests.Observer),
        new BulkOptions { BatchSize = 1, ThrottleLimit = ThrottleLimit },
        ResultViews.Customers,
        readRow: () =>
        {
            var row = ReadColumns().ReadCustomer(Bound, Tag);
            WarnOfName(row);
            Submit(_customers.Add(row));
        },
        readRest: () => Submit(_customers.Flush()));

    /// <summary>Warns once of a damaged name. Import-ParkUpRoster has warned of those in its files.</summary>
    private void WarnOfName(CustomerRow row)
    {
        if (!_isNameWarned && InputObject?.BaseObject is not RosterEntry
            && (CellRules.Warn(RosterField.Name, row.Name) ?? CellRules.Warn(RosterField.LastName, row.LastName)) is { } warning)
        {
            _isNameWarned = true;
            Run.Streams.Warn(warning);
        }
    }

    private void Submit(IReadOnlyList<CustomerEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Order is { } order)
            {
                if (order.CameBefore is { } before && !_isUnsortedWarned)
                {
                    // Only once: most customers of an unsorted roster would have this warning.
                    _isUnsortedWarned = true;
                    Run.Streams.Warn(Messages.CameBefore(order.RefId, before.Line));
                }

                _bulk!.SubmitIfConfirmed(order, Messages.Target, Texts.CreateAction);
            }
            else
            {
                _bulk!.Submit(entry.Refused!);
            }
        }
    }
}
