using System.CommandLine;

namespace DistributedDL.Cli.CommandLine;

/// <summary>A command that does something: it takes <c>--json</c>, shows an example in its help and ends with an exit code.</summary>
internal abstract class DdlCommand : Command
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document and nothing else on standard output." };

    protected DdlCommand(string name, string description, params string[] examples) : base(name, description)
    {
        Examples = examples;
        Add(_json);
        SetAction(Execute);
    }

    public IReadOnlyList<string> Examples { get; }

    /// <summary>The command reacts to Ctrl-C and SIGTERM itself.</summary>
    public virtual bool HandlesSignals => false;

    /// <exception cref="CommandFailedException">It did not succeed; carries the lines to print.</exception>
    protected abstract Task Run(CommandCall call);

    private async Task<int> Execute(ParseResult parsed, CancellationToken cancellation)
    {
        using var call = new CommandCall(parsed, parsed.GetValue(_json), cancellation);
        try
        {
            await Run(call);
            return CommandRunner.Success;
        }
        catch (Exception e)
        {
            return FailureReport.Write(e, call);
        }
    }
}
