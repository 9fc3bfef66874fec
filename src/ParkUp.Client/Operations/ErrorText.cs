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
            (Operation.Change, false) => Texts.PlateNotChanged.With(TextSanitizer.Quote(result.Code), Name(result.RefId), TextSanitizer.Quote(result.Plate)),
            (Operation.Change, true) => Texts.PlatePerhapsChanged.With(TextSanitizer.Quote(result.Code), Name(result.RefId), TextSanitizer.Quote(result.Plate)),
            (Operation.Revoke, false) => Texts.TagNotRevoked.With(tag, Name(result.RefId)),
            (Operation.Revoke, true) => Texts.TagPerhapsRevoked.With(tag, Name(result.RefId)),
            (_, false) => Texts.TagNotAdded.With(tag, Name(result.RefId)),
            (_, true) => Texts.TagPerhapsAdded.With(tag, Name(result.RefId)),
        };
        return OnLine(result.Line, sentence) + " " + (result.Operation == Operation.Change ? result.Detail + (error.Hint is { } hint ? " " + hint : string.Empty) : WithHint(error));
    }

    public static string Of(PlanResult result, ParkUpException error)
    {
        var isUnknown = result.Outcome == Outcome.Unknown;
        var tag = result.Code is null ? Texts.SomeTag : Texts.TagOfBoth.With(TextSanitizer.Quote(result.Code), TextSanitizer.Quote(result.Plate));
        var name = Name(result.RefId);
        var sentence = result.Action switch
        {
            PlanAction.RevokeTag => (isUnknown ? Texts.TagPerhapsRevoked : Texts.TagNotRevoked).With(tag, name),
            PlanAction.ChangePlate => (isUnknown ? Texts.PlatePerhapsChanged : Texts.PlateNotChanged).With(TextSanitizer.Quote(result.Code), name, TextSanitizer.Quote(result.Plate)),
            PlanAction.MoveTag => (isUnknown ? Texts.TagPerhapsMoved : Texts.TagNotMoved).With(tag, Name(result.FromRefId), name),
            PlanAction.CreateCustomer when result.Code is null => (isUnknown ? Texts.CustomerPerhapsCreated : Texts.CustomerNotCreated).With(name),
            _ => (isUnknown ? Texts.TagPerhapsAdded : Texts.TagNotAdded).With(tag, name),
        };
        return OnLine(result.Line, sentence) + " " + result.Detail + (error.Hint is { } hint ? " " + hint : string.Empty);
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

    public static string WithHint(ParkUpException error) => error.Hint is { } hint ? error.Message + " " + hint : error.Message;

    private static string OnLine(int? line, string sentence) => line is { } number ? Texts.Line.With(number, sentence) : sentence;

    private static string Name(string? refId) => string.IsNullOrWhiteSpace(refId) ? Texts.NoRefId : TextSanitizer.Quote(refId);
}
