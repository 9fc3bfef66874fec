using System.Security;

namespace ParkUp.PowerShell;

/// <summary>Binds a SecureString, and refuses anything else without repeating it: the engine's own error would show a token given as text.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecureStringArgumentAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        CellValue.Unwrap(inputData) is null or SecureString ? inputData : throw new ArgumentTransformationMetadataException(Texts.NotASecureString);
}

/// <summary>The same for a PSCredential. It never prompts for one, unlike the engine's own attribute.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CredentialArgumentAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        CellValue.Unwrap(inputData) is null or PSCredential ? inputData : throw new ArgumentTransformationMetadataException(Texts.NotACredential);
}

/// <summary>The same for an address, which may contain a password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddressArgumentAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => CellValue.Unwrap(inputData) switch
    {
        null => null,
        Uri address => address,
        string text when Uri.TryCreate(text.Trim(), UriKind.RelativeOrAbsolute, out var address) => address,
        _ => throw new ArgumentTransformationMetadataException(Texts.NotAnAddress),
    };
}
