using System.Text.Json;

namespace ParkUp.Sandbox;

/// <summary>POST tag/list.</summary>
internal sealed class TagList(CustomerStore store, UnknownCustomerAnswer unknownCustomer) : Operation<CustomerKey>
{
    protected override CustomerKey Read(JsonElement body, List<string> problems) => RequestValidation.TagList(body, problems);

    protected override Outcome Run(CustomerKey request)
    {
        List<Tag>? tags = store.ListTags(request);
        return Outcome.Refused(tags is null && unknownCustomer == UnknownCustomerAnswer.NotFound
            ? Replies.UnknownCustomer()
            : TagReplies.Listed(tags ?? []));
    }
}
