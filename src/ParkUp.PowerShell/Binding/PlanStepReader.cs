using System.Collections;

namespace ParkUp.PowerShell;

/// <summary>A step that was read, or why it cannot be.</summary>
internal readonly record struct ReadStep(PlanStep Step, InvalidInputException? Fault)
{
    /// <summary>Whether something is to be written for it.</summary>
    public bool IsWritten => Fault is null && Step is { Status: PlanStatus.Ready, Action: not PlanAction.Keep };
}

/// <summary>Reads steps of a plan: as Compare-ParkUpRoster wrote them, or as CSV, JSON and CLIXML give them back.</summary>
internal static class PlanStepReader
{
    public static ReadStep Read(PSObject piped) => piped.BaseObject switch
    {
        PlanStep step => new(step, Fault: null),
        PlanResult result => new(result.Step, Fault: null),
        _ => new Reading(piped).Read(),
    };

    /// <summary>The cells of one object, and the first fault among them.</summary>
    private sealed class Reading(PSObject piped)
    {
        private InvalidInputException? _fault;

        public ReadStep Read()
        {
            var action = Enumeration<PlanAction>(nameof(PlanStep.Action), Texts.StepAction);
            var status = Enumeration<PlanStatus>(nameof(PlanStep.Status), Texts.StepStatus);
            var isWritten = status is PlanStatus.Ready && action is not PlanAction.Keep;
            var step = new PlanStep
            {
                Action = action,
                Status = status,
                RefId = Field(RosterField.RefId, isWritten),
                CustomerId = Number(),
                Code = Field(RosterField.Code, isWritten && action is not PlanAction.CreateCustomer),
                Plate = action is PlanAction.RevokeTag ? Listed(nameof(PlanStep.Plate), isWritten) : Plate(isWritten && action is not PlanAction.CreateCustomer),
                PreviousPlate = Listed(nameof(PlanStep.PreviousPlate), isWritten && action is PlanAction.ChangePlate or PlanAction.MoveTag),
                FromRefId = From(isWritten && action is PlanAction.MoveTag),
                Email = Field(RosterField.Email, isWritten && action is PlanAction.CreateCustomer),
                Phone = Field(RosterField.Phone, isWritten && action is PlanAction.CreateCustomer),
                Name = Field(RosterField.Name, isNeeded: false),
                LastName = Field(RosterField.LastName, isNeeded: false),
                IsUnlimited = IsUnlimited(isWritten && action is PlanAction.CreateCustomer),
                Reason = Text(nameof(PlanStep.Reason)),
                Line = Line(),
                BaseUri = BaseUri(),
                PlannedAt = Time(nameof(PlanStep.PlannedAt)),
                MissingSince = Time(nameof(PlanStep.MissingSince)),
            };
            return new(isWritten ? Whole(step) : step, _fault);

            string? Field(RosterField field, bool isNeeded)
            {
                var text = Text($"{field}");
                var fault = FieldCheck.Optional(text, field, out var value);
                _fault ??= isWritten ? fault : null;
                return Needed($"{field}", fault is null ? value : text, isNeeded, action);
            }

            string? Plate(bool isNeeded)
            {
                var written = Field(RosterField.Plate, isNeeded);
                return written is null ? null : Client.Plate.Normalize(written);
            }

            string? From(bool isNeeded)
            {
                var text = Needed(nameof(PlanStep.FromRefId), Text(nameof(PlanStep.FromRefId)), isNeeded, action);
                if (!isNeeded || text is null)
                {
                    return null;
                }

                var fault = FieldCheck.Reference(text, out var refId);
                _fault ??= fault;
                return refId;
            }

            // As the service lists it: that is what it wants to be sent.
            string? Listed(string name, bool isNeeded) => Needed(name, Text(name) is { Length: > 0 } text ? text : null, isNeeded, action);
        }

        /// <summary>A code needs a plate, and a plate a code.</summary>
        private PlanStep Whole(PlanStep step)
        {
            if (step.Code is null != step.Plate is null)
            {
                Lacks(step.Code is null ? nameof(PlanStep.Code) : nameof(PlanStep.Plate), step.Action);
            }

            return step;
        }

        /// <summary>The service can never be told again whether access is unlimited, so a customer is not created on a guess.</summary>
        private bool? IsUnlimited(bool isNeeded)
        {
            var cell = YesNo.Parse(Text(nameof(PlanStep.IsUnlimited)));
            if (isNeeded)
            {
                _fault ??= FieldCheck.IsUnlimited(cell);
                if (!Has(nameof(PlanStep.IsUnlimited)))
                {
                    Lacks(nameof(PlanStep.IsUnlimited), PlanAction.CreateCustomer);
                }
            }

            return cell.Value;
        }

        private string? Needed(string name, string? value, bool isNeeded, PlanAction action)
        {
            if (isNeeded && string.IsNullOrWhiteSpace(value))
            {
                Lacks(name, action);
            }

            return value;
        }

        private void Lacks(string name, PlanAction action) => _fault ??= new InvalidInputException(Texts.StepLacks.With(FieldCheck.Label(name), action)) { Field = name };

        private int? Line() => int.TryParse(Text(nameof(PlanStep.Line)), NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : null;

        private long? Number()
        {
            var fault = FieldCheck.CustomerId(Text(nameof(PlanStep.CustomerId)), out var number);
            _fault ??= fault;
            return number;
        }

        /// <summary>JSON makes a date of the text.</summary>
        private string? Time(string name) => CellValue.Unwrap(Value(name)) switch
        {
            DateTime time => PlanTime.Format(new DateTimeOffset(time.ToUniversalTime())),
            DateTimeOffset time => PlanTime.Format(time),
            _ => Text(name),
        };

        /// <summary>An enum by its name, or by the number that JSON has for it.</summary>
        private T Enumeration<T>(string name, string fault)
            where T : struct, Enum
        {
            var text = Text(name);
            if (ResultGuard.Parse<T>(Cell.Trim(text)) is { } value)
            {
                return value;
            }

            _fault ??= new InvalidInputException(string.IsNullOrWhiteSpace(text) && typeof(T) == typeof(PlanAction) ? Texts.NotAStep : fault.With(text, string.Join(", ", Enum.GetNames<T>()))) { Field = name };
            return default;
        }

        /// <summary>Without the armour for spreadsheets, which may be around any column: also around those that no rule of a roster is for.</summary>
        private string? Text(string name)
        {
            var cell = CellValue.From(Value(name));
            _fault ??= cell.Fault is { } fault ? new InvalidInputException(Texts.Unreadable.With(name, fault)) { Field = name } : null;
            return cell.Text is { } text ? CellArmor.Formula(text) ?? text : null;
        }

        /// <summary>One that is not absolute is kept, for the message that refuses the plan.</summary>
        private Uri? BaseUri() => Uri.TryCreate(Text(nameof(PlanStep.BaseUri)), UriKind.RelativeOrAbsolute, out var address) && address.OriginalString.Length > 0 ? address : null;

        private bool Has(string name) => piped.BaseObject is IDictionary pairs ? pairs.Contains(name) : piped.Properties[name] is not null;

        private object? Value(string name) => piped.BaseObject is IDictionary pairs ? pairs[name] : piped.Properties[name]?.Value;
    }
}
