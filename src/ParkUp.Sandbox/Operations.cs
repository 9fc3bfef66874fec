using System.Text.Json;

namespace ParkUp.Sandbox;

/// <summary>Carries out one route of the API on a parsed body.</summary>
internal interface IOperation
{
    Outcome Run(JsonElement body);
}

/// <summary>An operation whose body is read and validated first, and which runs only on a valid one.</summary>
internal abstract class Operation<TRequest> : IOperation
{
    public Outcome Run(JsonElement body)
    {
        List<string> problems = [];
        TRequest request;
        try
        {
            request = Read(body, problems);
        }
        catch (InvalidOperationException)
        {
            // Kinds are checked before values are read, so only an escaped half of a surrogate pair gets here,
            // which JSON allows and a .NET string does not.
            return Outcome.Refused(Replies.Malformed("Unexpected token \uFFFD in JSON"));
        }

        return problems.Count > 0 ? Outcome.Refused(Replies.Invalid(problems)) : Run(request);
    }

    protected abstract TRequest Read(JsonElement body, List<string> problems);

    protected abstract Outcome Run(TRequest request);
}
