namespace ParkUp.Sandbox;

/// <summary>Writes the answers that hold tags.</summary>
internal static class TagReplies
{
    /// <summary>The answer of a write: the customer, and what became of each tag.</summary>
    public static SandboxReply Written(int status, TagsWritten written, IReadOnlyList<TagPair> tags, string listName, string flagName) =>
        Replies.Json(status, (written, tags, listName, flagName), static (writer, it) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("customer", it.written.CustomerId);
            writer.WriteStartArray(it.listName);
            for (int i = 0; i < it.tags.Count; i++)
            {
                writer.WriteStartObject();
                writer.WriteString("tag", it.tags[i].Code);
                writer.WriteBoolean(it.flagName, it.written.Taken[i]);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });

    /// <summary>The answer of a list.</summary>
    public static SandboxReply Listed(List<Tag> tags) =>
        Replies.Json(Replies.Created, tags, static (writer, tags) =>
        {
            writer.WriteStartArray();
            foreach (Tag tag in tags)
            {
                writer.WriteStartObject();
                writer.WriteNumber("id", tag.Id);
                writer.WriteString("code", tag.Code);
                writer.WriteString("plate", tag.Plate);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
}
