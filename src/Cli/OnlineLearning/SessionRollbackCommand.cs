using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.OnlineLearning;

internal sealed class SessionRollbackCommand : DdlCommand
{
    private readonly Argument<string> name = new("S") { Description = "The session." };
    private readonly Argument<int> version = CliOptions.WholeArgument("V", "A version of the session's model.", 1);

    public SessionRollbackCommand() : base("rollback",
        "Go back to the weights of a version, and on from there with a fresh optimizer; also the way on for a damaged session.",
        "ddl session rollback s 3")
    {
        Add(name);
        Add(version);
    }

    protected override async Task Run(CommandCall call)
    {
        var request = new RollbackSessionRequest { Session = call.Get(name), Version = call.Get(version) };
        var session = await call.Server.OnlineLearning.RollbackSessionAsync(request, call.Brief);
        call.Show(() => SessionJson.Of(session), output => SessionText.Write(output, session));
    }
}
