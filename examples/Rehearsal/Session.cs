using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text;

namespace ParkUp.Rehearsal;

/// <summary>Runs scripts and typed lines in one runspace, and shows what they write as pwsh shows it.</summary>
internal sealed class Session(Runspace runspace, ConsoleHost host) : IDisposable
{
    private readonly PowerShell _engine = PowerShell.Create(runspace);

    /// <summary>Stops what runs; false where nothing does.</summary>
    public bool Stop()
    {
        if (_engine.InvocationStateInfo.State != PSInvocationState.Running)
        {
            return false;
        }

        _engine.BeginStop(callback: null, state: null);
        return true;
    }

    /// <summary>Runs a script file; the exit code is its own, or 1 where it ended with an error.</summary>
    public int RunScript(string path, IReadOnlyList<string> arguments)
    {
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"There is no script '{path}'.");
            return 1;
        }

        var command = new StringBuilder("& '").Append(CodeGeneration.EscapeSingleQuotedStringContent(path)).Append('\'');
        foreach (var argument in arguments)
        {
            // A name stays a name (-Roster), a value is quoted so that nothing in it is taken for code.
            command.Append(argument.StartsWith('-')
                ? $" {argument}"
                : $" '{CodeGeneration.EscapeSingleQuotedStringContent(argument)}'");
        }

        return Run(command.ToString()) ? host.ExitCode ?? LastExitCode() ?? 0 : host.ExitCode ?? 1;
    }

    /// <summary>Reads lines until <c>exit</c> or the end of the input.</summary>
    public int RunPrompt()
    {
        Console.WriteLine("The ParkUp module is loaded. Get-Command -Module ParkUp.PowerShell lists its cmdlets; exit ends.");
        while (host.ExitCode is null && ReadCommand() is { } command)
        {
            Run(command);
        }

        return host.ExitCode ?? 0;
    }

    public void Dispose() => _engine.Dispose();

    private bool Run(string command)
    {
        _engine.Commands.Clear();
        _engine.Streams.ClearStreams();
        _engine.AddScript(command).AddCommand("Out-Default");
        // Errors go where the output goes, so that each stands where it happened.
        _engine.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        try
        {
            _engine.Invoke();
            return true;
        }
        catch (RuntimeException failure)
        {
            Show(failure.ErrorRecord);
            return false;
        }
    }

    private void Show(ErrorRecord error)
    {
        using var shower = PowerShell.Create(runspace);
        shower.AddCommand("Out-Default").Invoke(new[] { error });
    }

    /// <summary>What <c>exit n</c> in a script file left behind.</summary>
    private int? LastExitCode() => runspace.SessionStateProxy.GetVariable("LASTEXITCODE") switch
    {
        int code => code,
        PSObject wrapped => Convert.ToInt32(wrapped.BaseObject, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>A whole command: lines are asked for until the parser has seen its end.</summary>
    private static string? ReadCommand()
    {
        var command = new StringBuilder();
        Console.Write("PS> ");
        while (Console.ReadLine() is { } line)
        {
            command.AppendLine(line);
            Parser.ParseInput(command.ToString(), out _, out var errors);
            if (!errors.Any(static error => error.IncompleteInput))
            {
                return command.ToString();
            }

            Console.Write(">> ");
        }

        return command.Length > 0 ? command.ToString() : null;
    }
}
