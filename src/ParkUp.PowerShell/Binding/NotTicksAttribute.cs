namespace ParkUp.PowerShell;

/// <summary>Refuses a time span below a minute: PowerShell reads a number alone as ticks of 100 ns.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotTicksAttribute : ValidateArgumentsAttribute
{
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is TimeSpan time && time != TimeSpan.Zero && time < TimeSpan.FromMinutes(1))
        {
            throw new ValidationMetadataException(Texts.TimeInTicks);
        }
    }
}
