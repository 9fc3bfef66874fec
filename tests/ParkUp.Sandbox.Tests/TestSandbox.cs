using System.Text;
using System.Text.Json;

namespace ParkUp.Sandbox.Tests;

/// <summary>An answer as text.</summary>
internal sealed record Answer(int Status, string Body)
{
    /// <summary>The message texts of an error, whichever form it has.</summary>
    public string[] Messages
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Body);
            JsonElement message = document.RootElement.GetProperty("message");
            return message.ValueKind == JsonValueKind.Array
                ? [.. message.EnumerateArray().Select(static item => item.GetString()!)]
                : [message.GetString()!];
        }
    }
}

/// <summary>A sandbox spoken to in raw JSON, without a door.</summary>
internal sealed class TestSandbox(SandboxOptions options)
{
    public const string Token = "secret";
    public const string CustomerAddPath = "/api/v3/business/customer/add";
    public const string TagListPath = "/api/v3/business/tag/list";
    public const string TagAddPath = "/api/v3/business/tag/add";
    public const string TagCancelPath = "/api/v3/business/tag/cancel";

    public TestSandbox()
        : this(new SandboxOptions { Token = Token })
    {
    }

    public SandboxApi Api { get; } = new(options);

    public static TestSandbox With(params string[] settings)
    {
        SandboxSettings parsed = SandboxSettings.Parse(settings);
        return new TestSandbox(new SandboxOptions { Token = Token, Behaviour = parsed.Behaviour, Faults = parsed.ToFaultPlan(1) });
    }

    public static SandboxRequest Request(string method, string path, string body, string? authorization = "Bearer " + Token) =>
        new(method, path, authorization, Encoding.UTF8.GetBytes(body));

    public SandboxReply Reply(string method, string path, string body, string? authorization = "Bearer " + Token) =>
        Api.Handle(Request(method, path, body, authorization));

    public Answer Send(string method, string path, string body, string? authorization = "Bearer " + Token) =>
        Send(Request(method, path, body, authorization));

    public Answer Send(SandboxRequest request)
    {
        SandboxReply reply = Api.Handle(request);
        return new Answer(reply.StatusCode, Encoding.UTF8.GetString(reply.Body.Span));
    }

    public Answer AddCustomer(string refId, params string[] codes) => Send("POST", CustomerAddPath, Customer(refId, codes));

    public Answer List(string refId) => Send("POST", TagListPath, $$"""{"refId":"{{refId}}"}""");

    public Answer AddTags(string refId, params string[] codes) =>
        Send("POST", TagAddPath, TagsOf(refId, codes));

    public Answer CancelTags(string refId, params string[] codes) =>
        Send("PUT", TagCancelPath, TagsOf(refId, codes));

    /// <summary>The codes that a list shows.</summary>
    public string[] ListedCodes(string refId)
    {
        using JsonDocument document = JsonDocument.Parse(List(refId).Body);
        return [.. document.RootElement.EnumerateArray().Select(static tag => tag.GetProperty("code").GetString()!)];
    }

    public static string Customer(string refId, params string[] codes) =>
        $$"""{"email":"a@example.com","phone":"+56 9 7588-0800","isUnlimited":false,"refId":"{{refId}}","tags":{{Tags(codes)}}}""";

    public static string TagsOf(string refId, params string[] codes) => $$"""{"customer":{"refId":"{{refId}}"},"tags":{{Tags(codes)}}}""";

    /// <summary>Tags whose plate is P and the code, or what stands after a colon.</summary>
    public static string Tags(params string[] codes) =>
        "[" + string.Join(',', codes.Select(static code =>
        {
            string[] parts = code.Split(':');
            return $$"""{"code":"{{parts[0]}}","plate":"{{(parts.Length > 1 ? parts[1] : "P" + parts[0])}}"}""";
        })) + "]";
}
