using System.Buffers;

namespace ParkUp.Sandbox.Server;

/// <summary>Carries requests from Kestrel to the sandbox, and acts out what goes wrong on a reply's way.</summary>
internal sealed class ApiDoor(SandboxApi api, Service service, CancellationToken stopping)
{
    public async Task AnswerAsync(HttpContext context)
    {
        using Visit? visit = service.Arrive();
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            SandboxRequest request = await ReadAsync(context.Request, gone.Token);
            if (service.Admit() is { } refusal)
            {
                visit?.End(refusal.StatusCode);
                await RefuseAsync(context.Response, refusal, gone.Token);
                return;
            }

            SandboxReply reply = await api.HandleAsync(request, gone.Token);
            if (reply.Delivery == DeliveryFault.Hang)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, gone.Token);
            }

            await service.WorkAsync(gone.Token);
            visit?.End(reply.Delivery == DeliveryFault.Drop ? null : reply.StatusCode);
            await DeliverAsync(context, reply, gone.Token);
        }
        catch (OperationCanceledException)
        {
            // The client went away, or the server ends: no one waits for an answer.
            context.Abort();
        }
    }

    private static async Task<SandboxRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body;
        while (true)
        {
            System.IO.Pipelines.ReadResult read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.IsCompleted)
            {
                body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                break;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        string? authorization = request.Headers.Authorization.Count == 0 ? null : request.Headers.Authorization.ToString();
        return new SandboxRequest(request.Method, request.Path.Value ?? "/", authorization, body);
    }

    private static async Task RefuseAsync(HttpResponse response, Refusal refusal, CancellationToken cancellationToken)
    {
        response.StatusCode = refusal.StatusCode;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = refusal.Body.Length;
        if (refusal.RetryAfter is { } retryAfter)
        {
            response.Headers.RetryAfter = retryAfter;
        }

        await response.BodyWriter.WriteAsync(refusal.Body, cancellationToken);
    }

    private static async Task DeliverAsync(HttpContext context, SandboxReply reply, CancellationToken cancellationToken)
    {
        if (reply.Delivery == DeliveryFault.Drop)
        {
            context.Abort();
            return;
        }

        HttpResponse response = context.Response;
        response.StatusCode = reply.StatusCode;
        response.ContentType = reply.ContentType;
        response.ContentLength = reply.Body.Length;
        foreach ((string name, string value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        if (reply.Delivery == DeliveryFault.Truncate)
        {
            await response.BodyWriter.WriteAsync(reply.Body[..reply.TruncatedLength], cancellationToken);
            await response.BodyWriter.FlushAsync(cancellationToken);
            context.Abort();
            return;
        }

        await response.BodyWriter.WriteAsync(reply.Body, cancellationToken);
    }
}
