using System.Text;
using System.Text.Json;

namespace ParkUp.Sandbox;

/// <summary>
/// The ParkUp Users API in memory: routes, authorizes and validates requests, keeps customers and tags for its
/// lifetime, and plays faults. Thread-safe. Doors (<see cref="SandboxHandler"/>, or a server's) carry requests in
/// and act out what <see cref="SandboxReply.Delivery"/> asks for.
/// </summary>
public sealed class SandboxApi
{
    private readonly SandboxOptions _options;
    private readonly string _authorization;
    private readonly CustomerStore _store;
    private readonly Dictionary<(string Method, string Path), IOperation> _routes;

    /// <summary>Makes an empty sandbox.</summary>
    /// <param name="options">How it is set up.</param>
    public SandboxApi(SandboxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrEmpty(options.Token) || options.Latency < TimeSpan.Zero)
        {
            throw new ArgumentException("A sandbox needs a token, and a latency that is not negative.", nameof(options));
        }

        _options = options;
        _authorization = "Bearer " + options.Token;
        SandboxBehaviour behaviour = options.Behaviour;
        _store = new CustomerStore(options.TimeProvider, behaviour);
        _routes = new Dictionary<(string Method, string Path), IOperation>
        {
            [("POST", "/api/v3/business/customer/add")] = new CustomerAdd(_store, behaviour.Conflict),
            [("POST", "/api/v3/business/tag/list")] = new TagList(_store, behaviour.UnknownCustomer),
            [("POST", "/api/v3/business/tag/add")] = new TagAdd(_store, behaviour.Conflict),
            [("PUT", "/api/v3/business/tag/cancel")] = new TagCancel(_store),
        };
    }

    /// <summary>The log, or null when none is kept.</summary>
    public SandboxLog? Log => _options.Log;

    /// <summary>Answers one request. Never throws for anything that a request may hold.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The answer, and what is to go wrong on its way.</returns>
    public SandboxReply Handle(SandboxRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        bool authorized = string.Equals(request.Authorization, _authorization, StringComparison.Ordinal);
        FaultKind? fault = _options.Faults.Draw(request);
        Outcome outcome = fault is { } instead && !FaultReplies.Commits(instead)
            ? Outcome.Refused(FaultReplies.Instead(instead))
            : Answer(request, authorized);
        if (fault is { } after && FaultReplies.Commits(after))
        {
            outcome = outcome with { Reply = FaultReplies.After(after, outcome.Reply) };
        }

        Note(request, authorized, fault, outcome);
        return outcome.Reply;
    }

    /// <summary>Waits as long as an answer is to take. Doors await it between handling a request and answering it.</summary>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>A task that completes when the answer may go.</returns>
    public Task WaitForLatencyAsync(CancellationToken cancellationToken) =>
        _options.Latency == TimeSpan.Zero
            ? Task.CompletedTask
            : Task.Delay(_options.Latency, _options.TimeProvider, cancellationToken);

    /// <summary>All customers and tags as they stand, for tests to compare with what a client believes.</summary>
    /// <returns>The customers in the order of their numbers.</returns>
    public IReadOnlyList<SandboxCustomer> Snapshot() => _store.Snapshot();

    private Outcome Answer(SandboxRequest request, bool authorized)
    {
        // As in NestJS, the router comes before the guard, and the guard before the validation.
        if (!_routes.TryGetValue((request.Method, request.Path), out IOperation? operation))
        {
            return Outcome.Refused(Replies.NoRoute(request.Method, request.Path));
        }

        if (!authorized)
        {
            return Outcome.Refused(Replies.Unauthorized());
        }

        if (!RequestBody.TryParse(request.Body, out JsonDocument? document, out string? problem))
        {
            return Outcome.Refused(Replies.Malformed(problem));
        }

        using (document)
        {
            return operation.Run(document.RootElement);
        }
    }

    private void Note(SandboxRequest request, bool authorized, FaultKind? fault, Outcome outcome)
    {
        if (_options.Log is not { } log)
        {
            return;
        }

        SandboxReply reply = outcome.Reply;
        log.Add(new SandboxLogEntry(
            Sequence: 0,
            _options.TimeProvider.GetUtcNow(),
            request.Method,
            request.Path,
            authorized,
            Encoding.UTF8.GetString(request.Body.Span),
            reply.Delivery is DeliveryFault.Drop or DeliveryFault.Hang ? null : reply.StatusCode,
            fault,
            outcome.Applied,
            Encoding.UTF8.GetString(reply.Body.Span)));
    }
}
