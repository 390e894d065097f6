using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.OnlineLearning;

internal sealed class SessionCloseCommand : DdlCommand
{
    private readonly Argument<string> _name = new("S") { Description = "The session." };

    public SessionCloseCommand() : base("close", "Close a session; it learns no more.", "ddl session close s") => Add(_name);

    protected override async Task Run(CommandCall call)
    {
        var session = await call.Server.OnlineLearning.CloseSessionAsync(new CloseSessionRequest { Session = call.Get(_name) }, call.Brief);
        call.Show(() => SessionJson.Of(session), output => SessionText.Write(output, session));
    }
}
