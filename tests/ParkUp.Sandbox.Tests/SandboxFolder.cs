using System.Text;

namespace ParkUp.Sandbox.Tests;

/// <summary>A folder with the file of a sandbox, for as long as a test runs.</summary>
internal sealed class SandboxFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parkup-sandbox-");

    public string FilePath => Path.Combine(_folder.FullName, "sandbox.json");

    public string[] FileNames => [.. _folder.EnumerateFiles().Select(static file => file.Name).Order(StringComparer.Ordinal)];

    /// <summary>A sandbox on the file, as another process would open it: nothing is shared but the file.</summary>
    public SandboxApi Open(params string[] settings)
    {
        SandboxSettings parsed = SandboxSettings.Parse(settings);
        return new SandboxApi(new SandboxOptions
        {
            Token = TestSandbox.Token,
            Behaviour = parsed.Behaviour,
            Faults = parsed.ToFaultPlan(1),
            FilePath = FilePath,
        });
    }

    public void Dispose() => _folder.Delete(recursive: true);

    public static async Task<Answer> SendAsync(SandboxApi api, SandboxRequest request)
    {
        SandboxReply reply = await api.HandleAsync(request, TestContext.Current.CancellationToken);
        return new Answer(reply.StatusCode, Encoding.UTF8.GetString(reply.Body.Span));
    }

    public static Task<Answer> AddCustomerAsync(SandboxApi api, string refId, params string[] codes) =>
        SendAsync(api, TestSandbox.Request("POST", TestSandbox.CustomerAddPath, TestSandbox.Customer(refId, codes)));

    public static Task<Answer> CancelAsync(SandboxApi api, string refId, params string[] codes) =>
        SendAsync(api, TestSandbox.Request("PUT", TestSandbox.TagCancelPath, TestSandbox.TagsOf(refId, codes)));

    public static Task<Answer> ListAsync(SandboxApi api, string refId) =>
        SendAsync(api, TestSandbox.Request("POST", TestSandbox.TagListPath, $$"""{"refId":"{{refId}}"}"""));
}
