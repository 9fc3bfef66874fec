using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// Creates customers with their tags. Consecutive rows with the same reference are one customer: one result each.
/// </summary>
[Cmdlet(VerbsCommon.New, "ParkUpCustomer", SupportsShouldProcess = true)]
[OutputType(typeof(CustomerResult))]
public sealed class NewParkUpCustomerCommand : RowCommand<CustomerOrder, CustomerResult>
{
    private readonly CustomerRows _rows = new();
    private bool _isUnsortedTold;

    /// <summary>The customer's email address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("EmailAddress", "Mail", "Correo", "Correo electrónico", "CorreoElectronico")]
    [RowCell]
    public string? Email { get; set; }

    /// <summary>The customer's phone number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PhoneNumber", "Telefono", "Teléfono", "Celular")]
    [RowCell]
    public string? Phone { get; set; }

    /// <summary>Whether the customer has unlimited access: true/false, 1/0, yes/no, sí/no, verdadero/falso. A blank is no.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Unlimited", "Ilimitado")]
    [YesNo]
    [ArgumentCompleter(typeof(TrueFalseCompleter))]
    public YesNo IsUnlimited { get; set; }

    /// <summary>First name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("FirstName", "GivenName", "Nombre")]
    [RowCell]
    public string? Name { get; set; }

    /// <summary>Last name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Surname", "FamilyName", "Apellido")]
    [RowCell]
    public string? LastName { get; set; }

    /// <summary>Tags to create along with the customer, instead of code and plate or besides them: <c>Tag</c> objects, <c>@{Code=…;Plate=…}</c> or <c>'CODE:PLATE'</c>.</summary>
    [Parameter(ParameterSetName = TagSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Tags")]
    [AllowEmptyCollection]
    [TagArgument]
    public Tag[] Tag { get; set; } = [];

    private protected override BulkOperation<CustomerOrder, CustomerResult> CreateOperation() => new CustomerCreator(Connection!, OnRequest, OnTrace);

    private protected override void ReadRow()
    {
        var tags = TagsOfRow(Tag);
        var refId = Field(RosterField.RefId, RefId);
        Take(_rows.Add(new CustomerRow
        {
            RefId = refId,
            Email = Field(RosterField.Email, Email),
            Phone = Field(RosterField.Phone, Phone),
            Name = Field(RosterField.Name, Name),
            LastName = Field(RosterField.LastName, LastName),
            IsUnlimited = YesNo.Parse(Field(RosterField.IsUnlimited, IsUnlimited.Text)),
            Tags = tags,
            Line = Line,
            Fault = TakeFault() ?? tags.Select(FaultOf).FirstOrDefault(static fault => fault is not null) ?? (refId is null ? Unparted() : null),
        }));
    }

    private protected override void ReadRest() => Take(_rows.Flush());

    private protected override Counted Unit => Counted.Customers;

    private protected override void WriteResult(CustomerResult result) => WriteObject(result);

    private protected override string? RefIdOf(CustomerResult result) => result.RefId;

    private protected override string OutcomeOf(Reported<CustomerResult> report) => report.Result.Outcome.ToString();

    private protected override (object? Target, string Message) Describe(CustomerResult result, ParkUpException error) =>
        (result, Explain.Error(result, error));

    /// <summary>One word is enough for a roster that is not sorted: its other customers would say the same.</summary>
    private void TellRepeated(CustomerOrder order)
    {
        if (order.CameBefore is { } before && !_isUnsortedTold)
        {
            _isUnsortedTold = true;
            Warn(Texts.CameBefore(order.RefId, before.Line));
        }
    }

    private void Take(IReadOnlyList<CustomerEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Order is not { } order)
            {
                Submit(entry.Refused);
            }
            else
            {
                TellRepeated(order);
                Propose(order, Texts.CustomerTarget, Texts.CreateAction);
            }
        }
    }
}
