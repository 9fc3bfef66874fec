namespace ParkUp.Sandbox;

/// <summary>
/// The ParkUp Users API in memory: routes, authorizes and validates requests, keeps customers and tags for its
/// lifetime or in a file, and plays faults. Thread-safe. Transports (<see cref="SandboxHandler"/>, or a server's) bring requests in
/// and act out what <see cref="SandboxReply.Delivery"/> asks for.
/// </summary>
public sealed class SandboxApi
{
    private readonly SandboxOptions _options;
    private readonly string _authorization;
    private readonly GroupCommit? _commit;
    private readonly Dictionary<(string Method, string Path), Func<ReadOnlyMemory<byte>, Outcome>> _routes;

    // Replaced when another sandbox has changed the file.
    private CustomerStore _store;

    /// <summary>Makes a sandbox: empty, or with what its file keeps.</summary>
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
        _store = NewStore([]);
        if (options.FilePath is { } path)
        {
            _commit = new GroupCommit(new SandboxFile(path), HandleInMemory, () => _store.Customers, kept => _store = NewStore(kept));
        }

        _routes = new Dictionary<(string Method, string Path), Func<ReadOnlyMemory<byte>, Outcome>>
        {
            [("POST", "/api/v3/business/customer/add")] = Route(RequestValidation.CustomerAdd, AddCustomer),
            [("POST", SandboxRequest.TagListPath)] = Route(RequestValidation.TagList, ListTags),
            [("POST", "/api/v3/business/tag/add")] = Route(RequestValidation.TagWrite, AddTags),
            [("PUT", "/api/v3/business/tag/cancel")] = Route(RequestValidation.TagWrite, CancelTags),
        };
    }

    /// <summary>The log, or null when none is kept.</summary>
    public SandboxLog? Log => _options.Log;

    /// <summary>
    /// Reads the file, or creates it, so that a problem with it is reported before the first request. Without a file it
    /// does nothing.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for another process.</param>
    /// <exception cref="SandboxFileException">The file cannot be used.</exception>
    public Task CheckFileAsync(CancellationToken cancellationToken) => _commit?.CheckAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Answers one request; with a file, once what it changed is in the file. Never throws for anything that a request may hold.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the wait; what was applied by then stays so.</param>
    public Task<SandboxReply> HandleAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _commit is null ? Task.FromResult(HandleInMemory(request).Reply) : _commit.AnswerAsync(request, cancellationToken);
    }

    /// <summary>The same at once, for a sandbox without a file.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="InvalidOperationException">The sandbox has a file.</exception>
    public SandboxReply Handle(SandboxRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _commit is null ? HandleInMemory(request).Reply : throw new InvalidOperationException("A sandbox with a file answers through HandleAsync.");
    }

    private CustomerStore NewStore(IReadOnlyList<KeptCustomer> kept) => new(_options.TimeProvider, _options.Behaviour, kept);

    private Outcome HandleInMemory(SandboxRequest request)
    {
        var authorized = string.Equals(request.Authorization, _authorization, StringComparison.Ordinal);
        var fault = _options.Faults.Draw(request);
        var outcome = AnswerWith(fault, request, authorized);
        var reply = outcome.Reply;
        Log?.Add(new SandboxLogEntry(
            Sequence: 0,
            _options.TimeProvider.GetUtcNow(),
            request.Method, request.Path, authorized, Encoding.UTF8.GetString(request.Body.Span),
            reply.Delivery is DeliveryFault.Drop or DeliveryFault.Hang ? null : reply.StatusCode,
            fault, outcome.Applied, Encoding.UTF8.GetString(reply.Body.Span)));
        return outcome;
    }

    /// <summary>Waits as long as an answer is to take. Transports await it between handling a request and answering it.</summary>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public Task WaitForLatencyAsync(CancellationToken cancellationToken) =>
        _options.Latency == TimeSpan.Zero
            ? Task.CompletedTask
            : Task.Delay(_options.Latency, _options.TimeProvider, cancellationToken);

    /// <summary>All customers and tags as they stand, for tests to compare with what a client believes.</summary>
    public IReadOnlyList<SandboxCustomer> Snapshot() => _store.Snapshot();

    private Outcome AnswerWith(FaultKind? fault, SandboxRequest request, bool authorized) => fault switch
    {
        null => Answer(request, authorized),
        FaultKind.Unauthorized => new(Replies.Unauthorized()),
        FaultKind.Forbidden => new(Replies.Forbidden()),
        FaultKind.TooManyRequests => new(Replies.TooManyRequests()),
        FaultKind.ServiceUnavailable => new(Replies.ServiceUnavailable()),
        FaultKind.ServerError => new(Replies.ServerError()),
        FaultKind.Timeout => new(Replies.ServerError().Delivered(DeliveryFault.Hang)),
        FaultKind.Drop => new(Replies.ServerError().Delivered(DeliveryFault.Drop)),
        FaultKind.Html => new(Replies.ProxyPage()),
        FaultKind.CommitThenDrop => Answer(request, authorized).Delivered(DeliveryFault.Drop),
        FaultKind.CommitThen500 => Answer(request, authorized) with { Reply = Replies.ServerError() },
        FaultKind.Truncate => Answer(request, authorized).Delivered(DeliveryFault.Truncate),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, message: null),
    };

    // As in NestJS, the router comes before the guard, and the guard before the validation.
    private Outcome Answer(SandboxRequest request, bool authorized) =>
        !_routes.TryGetValue((request.Method, request.Path), out var route) ? new(Replies.NoRoute(request.Method, request.Path))
            : !authorized ? new(Replies.Unauthorized())
            : route(request.Body);

    /// <summary>Parses and validates a body, and runs the operation only on a valid one.</summary>
    private static Func<ReadOnlyMemory<byte>, Outcome> Route<T>(Func<JsonElement, List<string>, T> read, Func<T, Outcome> run) => body =>
    {
        using var document = RequestValidation.Parse(body, out var syntaxError);
        if (document is null)
        {
            return new(Replies.Malformed(syntaxError));
        }

        List<string> problems = [];
        T request;
        try
        {
            request = read(document.RootElement, problems);
        }
        catch (InvalidOperationException)
        {
            // Kinds are checked before values are read, so only an escaped half of a surrogate pair gets here,
            // which JSON allows and a .NET string does not.
            return new(Replies.Malformed(RequestValidation.InvalidText));
        }

        return problems.Count > 0 ? new(Replies.Invalid(problems)) : run(request);
    };

    private Outcome AddCustomer(NewCustomer customer) => Written(_store.AddCustomer(customer), Replies.CustomerAdded);

    private Outcome AddTags(TagRequest request) => Written(_store.AddTags(request), Replies.TagsAdded);

    private Outcome CancelTags(TagRequest request) => Written(_store.CancelTags(request), Replies.TagsCancelled);

    private Outcome ListTags(TagRequest request) => new(_store.ListTags(request) switch
    {
        { } tags => Replies.TagsListed(tags),
        null when _options.Behaviour.UnknownCustomer == UnknownCustomerAnswer.Empty => Replies.TagsListed([]),
        null => Replies.UnknownCustomer(),
    });

    private static Outcome Written(WriteResult? result, Func<WriteResult, SandboxReply> success) => result switch
    {
        null => new(Replies.UnknownCustomer()),
        { ConflictWith: { } holder } => new(Replies.Conflict(holder), result.Applied),
        _ => new(success(result), result.Applied),
    };
}

/// <summary>An answer, and whether its request changed what the sandbox keeps.</summary>
internal readonly record struct Outcome(SandboxReply Reply, bool Applied = false)
{
    public Outcome Delivered(DeliveryFault fault) => this with { Reply = Reply.Delivered(fault) };
}
