using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.OnlineLearning;

internal sealed class SessionRollbackCommand : DdlCommand
{
    private readonly Argument<string> _name = new("S") { Description = "The session." };
    private readonly Argument<int> _version = CliOptions.WholeArgument("V", "A version of the session's model.", 1);

    public SessionRollbackCommand() : base("rollback",
        "Go back to the weights of a version, and on from there with a fresh optimizer; also the way on for a damaged session.",
        "ddl session rollback s 3")
    {
        Add(_name);
        Add(_version);
    }

    protected override async Task Run(CommandCall call)
    {
        var request = new RollbackSessionRequest { Session = call.Get(_name), Version = call.Get(_version) };
        var session = await call.Server.OnlineLearning.RollbackSessionAsync(request, call.Brief);
        call.Show(() => SessionJson.Of(session), output => SessionText.Write(output, session));
    }
}
