namespace ParkUp.Client.Tests.Plan;

/// <summary>One tag of one customer.</summary>
internal sealed record HeldTag(string RefId, string Code, string Plate);

/// <summary>The service as far as a plan needs it: who holds what, and no code twice. It throws where a step asks for what cannot be.</summary>
internal sealed class ModelService(World world)
{
    private readonly HashSet<string> _known = new(world.Known, StringComparer.Ordinal);
    private readonly List<HeldTag> _active = [.. world.Active];
    private readonly List<HeldTag> _cancelled = [.. world.Cancelled];

    // In the order in which they came, with those that were cancelled before: its place gives a tag its number.
    private readonly List<HeldTag> _all = [.. world.Cancelled, .. world.Active];

    /// <summary>Who holds what, as text.</summary>
    public IEnumerable<string> Active => _active.Select(static tag => $"{tag.RefId} {tag.Code.ToUpperInvariant()}:{tag.Plate}").Order(StringComparer.Ordinal);

    public CustomerListing List(string refId)
    {
        // One object is one tag: a code that is given again is another.
        var shown = _active.Concat(world.ListsCancelled ? _cancelled : []).ToHashSet<HeldTag>(ReferenceEqualityComparer.Instance);
        var tags = _all.Select(static (tag, place) => (Tag: tag, Id: place + 1)).Where(pair => shown.Contains(pair.Tag) && Same(pair.Tag.RefId, refId))
            .Select(static pair => new Tag(pair.Tag.Code, pair.Tag.Plate) { Id = pair.Id });
        return new CustomerListing(refId, _known.Contains(refId) ? [.. tags] : world.IsUnknownEmpty ? [] : null);
    }

    public Planner Plan(PlanState state, PlanOptions? options = null)
    {
        var planner = new Planner(world.Rows, state, options ?? world.Options);
        foreach (var customer in planner.Customers)
        {
            planner.Note(List(customer.RefId));
        }

        return planner;
    }

    /// <summary>Writes the steps that are ready, as Invoke does: what takes comes first; and settles the state.</summary>
    public void Apply(IReadOnlyList<PlanStep> steps, PlanState state)
    {
        var updates = new StateUpdates(state);
        foreach (var step in steps)
        {
            updates.Expect(step);
        }

        var ready = steps.Where(static step => step is { Status: PlanStatus.Ready, Action: not PlanAction.Keep }).ToList();
        foreach (var step in ready)
        {
            switch (step.Action)
            {
                case PlanAction.ChangePlate:
                    Take(step.RefId!, step.Code!, step.PreviousPlate!);
                    break;
                case PlanAction.MoveTag:
                    Take(step.FromRefId!, step.Code!, step.PreviousPlate!);
                    break;
                case PlanAction.RevokeTag:
                    Take(step.RefId!, step.Code!, step.Plate!);
                    break;
            }
        }

        foreach (var step in ready)
        {
            var isRevocation = step.Action is PlanAction.RevokeTag;
            if (!isRevocation)
            {
                Give(step);
            }

            updates.Settle(new PlanResult(step) { Outcome = isRevocation ? Outcome.Revoked : Outcome.Added, IsPreviousRevoked = !isRevocation }, Plans.Now);
        }
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static bool IsSameCode(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private void Take(string refId, string code, string plate)
    {
        bool IsMeant(HeldTag tag) => Same(tag.RefId, refId) && IsSameCode(tag.Code, code) && Same(tag.Plate, plate);
        var taken = _active.Find(IsMeant) ?? _cancelled.Find(IsMeant) ?? throw new InvalidOperationException($"{refId} does not hold {code}:{plate}.");
        if (_active.Remove(taken))
        {
            _cancelled.Add(taken);
        }
    }

    private void Give(PlanStep step)
    {
        if (step.Email is not null && step.Phone is not null)
        {
            _known.Add(step.RefId!);
        }

        if (!_known.Contains(step.RefId!))
        {
            throw new InvalidOperationException($"There is no customer {step.RefId}.");
        }

        if (step.Code is null)
        {
            return;
        }

        if (_active.Find(tag => IsSameCode(tag.Code, step.Code) || (world.ArePlatesUnique && Same(tag.Plate, step.Plate!))) is { } holder)
        {
            throw new InvalidOperationException($"{step.RefId} cannot have {step.Code}:{step.Plate}: {holder}.");
        }

        var given = new HeldTag(step.RefId!, step.Code, step.Plate!);
        _active.Add(given);
        _all.Add(given);
    }
}
