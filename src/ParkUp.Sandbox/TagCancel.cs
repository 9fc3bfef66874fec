using System.Text.Json;

namespace ParkUp.Sandbox;

/// <summary>PUT tag/cancel. "tagsCancell" and "cancell" are the API's own spellings.</summary>
internal sealed class TagCancel(CustomerStore store) : Operation<TagWriteRequest>
{
    protected override TagWriteRequest Read(JsonElement body, List<string> problems) => RequestValidation.TagWrite(body, problems);

    protected override Outcome Run(TagWriteRequest request) =>
        store.CancelTags(request.Customer, request.Tags) is { } written
            ? new Outcome(TagReplies.Written(Replies.Ok, written, request.Tags, "tagsCancell", "cancell"), written.AnyTaken)
            : Outcome.Refused(Replies.UnknownCustomer());
}
