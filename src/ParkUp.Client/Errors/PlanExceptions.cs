namespace ParkUp.Client;

/// <summary>A plan or a state for another service, or a plan that is too old. Ends the run before anything is sent.</summary>
public sealed class PlanMismatchException(string message, Exception? innerException = null) : ParkUpException(message, innerException);

/// <summary>Another run holds the state. Ends the run before anything is sent.</summary>
public sealed class StateLockedException(string message, Exception? innerException = null) : ParkUpException(message, innerException);

/// <summary>What the customer holds is not what the step was planned on; nothing was written for it.</summary>
public sealed class PlanStaleException(string message, Exception? innerException = null) : ParkUpException(message, innerException);

/// <summary>A plan with more revocations, or more changes, than its limits allow; they are held.</summary>
public sealed class RevocationLimitException(string message, Exception? innerException = null) : ParkUpException(message, innerException);
