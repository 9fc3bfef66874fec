using System.Text.Json.Serialization.Metadata;
using ParkUp.Client.Wire;

namespace ParkUp.Client;

/// <summary>
/// Sends a request at the run's pace, and again where it certainly was not applied. What may have been applied is
/// thrown: only whoever knows what was asked for can look whether it was.
/// </summary>
internal sealed class RequestLoop(RequestSender sender)
{
    public async Task<TAnswer> SendAsync<TRequest, TAnswer>(
        Endpoint endpoint,
        TRequest request,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TAnswer> answerType,
        Attempts attempts,
        CancellationToken stop)
        where TAnswer : class, IAnswer
    {
        while (true)
        {
            ParkUpException? failure;
            var number = await attempts.Pace.EnterAsync(stop).ConfigureAwait(false);
            TAnswer answer;
            try
            {
                answer = await sender.SendAsync(endpoint, request, requestType, answerType, attempts.Number, stop).ConfigureAwait(false);
                failure = null;
            }
            catch (ParkUpException thrown)
            {
                answer = null!;
                failure = thrown;
            }
            catch
            {
                attempts.Pace.Abandon();
                throw;
            }

            attempts.Pace.Leave(number, failure);
            if (failure is null)
            {
                return answer;
            }

            var remedy = endpoint.ChangesNothing ? RemedyTable.ForList(failure) : RemedyTable.ForWrite(failure);
            if (remedy != Remedy.Resend || !await attempts.AgainAsync(failure, stop).ConfigureAwait(false))
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            }
        }
    }
}
