namespace ParkUp.Client;

/// <summary>The whole message of an error: what happened, to which customer and tag, and what to do next.</summary>
internal static class ErrorText
{
    public static string Of(TagResult result, ParkUpException error)
    {
        var tag = (result.Code, result.Plate) switch
        {
            (null or "", null or "") => Texts.SomeTag,
            (null or "", var plate) => Texts.TagOfPlate.With(TextSanitizer.Quote(plate)),
            (var code, null or "") => Texts.TagOfCode.With(TextSanitizer.Quote(code)),
            var (code, plate) => Texts.TagOfBoth.With(TextSanitizer.Quote(code), TextSanitizer.Quote(plate)),
        };
        var sentence = (result.Operation, result.Outcome == Outcome.Unknown) switch
        {
            (Operation.Revoke, false) => Texts.TagNotRevoked,
            (Operation.Revoke, true) => Texts.TagPerhapsRevoked,
            (Operation.Change, false) => Texts.TagNotSet,
            (Operation.Change, true) => Texts.TagPerhapsSet,
            (_, false) => Texts.TagNotAdded,
            (_, true) => Texts.TagPerhapsAdded,
        };

        // Of a change it also says what became of the old plate.
        var reason = result.Operation == Operation.Change ? WithHint(result.Detail ?? error.Message, error) : WithHint(error);
        return OnLine(result.Line, sentence.With(tag, Name(result.RefId))) + " " + reason;
    }

    public static string Of(PlanResult result, ParkUpException error)
    {
        var isUnknown = result.Outcome == Outcome.Unknown;
        var tag = result.Code is null ? Texts.SomeTag : Texts.TagOfBoth.With(TextSanitizer.Quote(result.Code), TextSanitizer.Quote(result.Plate));
        var name = Name(result.RefId);
        var sentence = result.Action switch
        {
            PlanAction.Keep => Texts.StepNotApplied,
            PlanAction.RevokeTag => (isUnknown ? Texts.TagPerhapsRevoked : Texts.TagNotRevoked).With(tag, name),
            PlanAction.ChangePlate => (isUnknown ? Texts.TagPerhapsSet : Texts.TagNotSet).With(tag, name),
            PlanAction.MoveTag => (isUnknown ? Texts.TagPerhapsMoved : Texts.TagNotMoved).With(tag, Name(result.FromRefId), name),
            PlanAction.CreateCustomer when result.Code is null => (isUnknown ? Texts.CustomerPerhapsCreated : Texts.CustomerNotCreated).With(name),
            _ => (isUnknown ? Texts.TagPerhapsAdded : Texts.TagNotAdded).With(tag, name),
        };

        // It also says what became of a tag that was taken away.
        return OnLine(result.Line, sentence) + " " + WithHint(result.Detail ?? error.Message, error);
    }

    public static string Of(CustomerResult result, ParkUpException error)
    {
        var name = Name(result.RefId);
        var sentence = result.Outcome switch
        {
            Outcome.Unknown => Texts.CustomerPerhapsCreated.With(name),
            Outcome.Created => Texts.CustomerLacksTags.With(name, result.CustomerId, string.Join(", ", result.Tags.Where(static tag => !tag.Succeeded))),

            // Other rows of the same customer may have created it: only this row is known to be refused.
            Outcome.Rejected when result.Evidence == Evidence.None => Texts.CustomerRowRefused.With(name),
            _ => Texts.CustomerNotCreated.With(name),
        };
        return OnLine(result.Line, sentence) + " " + WithHint(error);
    }

    public static string OfList(string? refId, ParkUpException error) => Texts.NotListed.With(Name(refId)) + " " + WithHint(error);

    public static string WithHint(ParkUpException error) => WithHint(error.Message, error);

    private static string WithHint(string message, ParkUpException error) => error.Hint is { } hint ? message + " " + hint : message;

    private static string OnLine(int? line, string sentence) => line is { } number ? Texts.Line.With(number, sentence) : sentence;

    private static string Name(string? refId) => string.IsNullOrWhiteSpace(refId) ? Texts.NoRefId : TextSanitizer.Quote(refId);
}
