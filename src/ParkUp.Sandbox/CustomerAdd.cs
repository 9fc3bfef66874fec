using System.Text.Json;

namespace ParkUp.Sandbox;

/// <summary>POST customer/add.</summary>
internal sealed class CustomerAdd(CustomerStore store, ConflictReading reading) : Operation<CustomerAddRequest>
{
    protected override CustomerAddRequest Read(JsonElement body, List<string> problems) => RequestValidation.CustomerAdd(body, problems);

    protected override Outcome Run(CustomerAddRequest request)
    {
        CustomerWritten written = store.AddCustomer(request.Details, request.Tags);
        if (written.ExistingId is { } existing)
        {
            return Outcome.Refused(Replies.Conflict(existing));
        }

        SandboxReply reply = reading != ConflictReading.PerTag && written.Tags.ConflictWith is { } holder
            ? Replies.Conflict(holder)
            : TagReplies.Written(Replies.Created, written.Tags, request.Tags, "tags", "status");
        return new Outcome(reply, written.Added);
    }
}
