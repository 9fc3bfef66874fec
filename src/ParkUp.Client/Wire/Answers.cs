using System.Text.Json.Serialization;

namespace ParkUp.Client.Wire;

/// <summary>What the service said of one tag of a request. The code may be missing: the order is then all there is.</summary>
internal readonly record struct TagStatus(string? Code, bool Taken);

/// <summary>An answer that can say which promised field it lacks. What it does not know of is ignored.</summary>
internal interface IAnswer
{
    string? MissingField { get; }
}

/// <summary>An answer to a write: the customer's number, and a status for each tag.</summary>
/// <param name="listName">How the reference names the list of statuses.</param>
/// <param name="flagName">How it names whether a tag was taken.</param>
internal abstract class WriteAnswer(string listName, string flagName) : IAnswer
{
    public string ListName { get; } = listName;

    public string FlagName { get; } = flagName;

    public long? CustomerNumber { get; set; }

    public IReadOnlyList<TagStatus>? Tags { get; set; }

    /// <summary>Whether a status says nothing of its tag.</summary>
    public bool LacksFlag { get; set; }

    /// <summary>The customer's number. The reference prints 0 where it means a number: a customer's own is never that.</summary>
    public long? CustomerId => CustomerNumber > 0 ? CustomerNumber : null;

    public IReadOnlyList<TagStatus> Statuses => Tags!;

    public string? MissingField => (CustomerNumber, Tags) switch
    {
        (null, _) => "customer",
        (_, null) => ListName,
        _ => LacksFlag ? $"{ListName}[].{FlagName}" : null,
    };
}

/// <summary>To "Create client".</summary>
[JsonConverter(typeof(WriteAnswerReader<CreateCustomerAnswer>))]
internal sealed class CreateCustomerAnswer() : WriteAnswer("tags", "status");

/// <summary>To "Create tags".</summary>
[JsonConverter(typeof(WriteAnswerReader<AddTagsAnswer>))]
internal sealed class AddTagsAnswer() : WriteAnswer("tagsCreate", "status");

/// <summary>To "Cancel tags"; both spellings are the API's own.</summary>
[JsonConverter(typeof(WriteAnswerReader<CancelTagsAnswer>))]
internal sealed class CancelTagsAnswer() : WriteAnswer("tagsCancell", "cancell");

/// <summary>A tag as a list shows it.</summary>
internal sealed record ListedTag(long? Id, string? Code, string? Plate);

/// <summary>To "Get all tags".</summary>
[JsonConverter(typeof(ListTagsReader))]
internal sealed class ListTagsAnswer : List<ListedTag?>, IAnswer
{
    public string? MissingField
    {
        get
        {
            foreach (var tag in this)
            {
                switch (tag)
                {
                    case null: return "[]";
                    case { Id: null }: return "[].id";
                    case { Code: null }: return "[].code";
                    case { Plate: null }: return "[].plate";
                }
            }

            return null;
        }
    }
}
