using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.OnlineLearning;

internal sealed class SessionShowCommand : DdlCommand
{
    private readonly Argument<string> _name = new("S") { Description = "The session." };

    public SessionShowCommand() : base("show", "Show a session: position, weights, prequential metrics.", "ddl session show s") => Add(_name);

    protected override async Task Run(CommandCall call)
    {
        var session = await call.Read(options => call.Server.OnlineLearning.GetSessionAsync(new GetSessionRequest { Session = call.Get(_name) }, options));
        call.Show(() => SessionJson.Of(session), output => SessionText.Write(output, session));
    }
}
