using Microsoft.Testing.Platform.CommandLine;
using Microsoft.Testing.Platform.Extensions;
using Microsoft.Testing.Platform.Extensions.CommandLine;

namespace ParkUp.Pester;

/// <summary><c>--script Killed</c>: runs only the scripts of these names; wildcards are allowed.</summary>
internal sealed class ScriptOption : ICommandLineOptionsProvider
{
    public const string Name = "script";

    public string Uid => nameof(ScriptOption);

    public string Version => "1.0.0";

    public string DisplayName => "Pester scripts";

    public string Description => "Chooses the Pester scripts to run.";

    public Task<bool> IsEnabledAsync() => Task.FromResult(true);

    public IReadOnlyCollection<CommandLineOption> GetCommandLineOptions() =>
        [new CommandLineOption(Name, "The names of the scripts to run, without .Tests.ps1; wildcards are allowed.", ArgumentArity.OneOrMore, isHidden: false)];

    public Task<ValidationResult> ValidateOptionArgumentsAsync(CommandLineOption commandOption, string[] arguments) => ValidationResult.ValidTask;

    public Task<ValidationResult> ValidateCommandLineOptionsAsync(ICommandLineOptions commandLineOptions) => ValidationResult.ValidTask;
}
