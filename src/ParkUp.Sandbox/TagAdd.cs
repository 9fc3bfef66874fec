using System.Text.Json;

namespace ParkUp.Sandbox;

/// <summary>POST tag/add.</summary>
internal sealed class TagAdd(CustomerStore store, ConflictReading reading) : Operation<TagWriteRequest>
{
    protected override TagWriteRequest Read(JsonElement body, List<string> problems) => RequestValidation.TagWrite(body, problems);

    protected override Outcome Run(TagWriteRequest request)
    {
        if (store.AddTags(request.Customer, request.Tags) is not { } written)
        {
            return Outcome.Refused(Replies.UnknownCustomer());
        }

        SandboxReply reply = reading != ConflictReading.PerTag && written.ConflictWith is { } holder
            ? Replies.Conflict(holder)
            : TagReplies.Written(Replies.Created, written, request.Tags, "tagsCreate", "status");
        return new Outcome(reply, written.AnyTaken);
    }
}
