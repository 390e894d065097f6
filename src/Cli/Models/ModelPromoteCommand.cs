using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Models;

namespace DistributedDL.Cli.Models;

internal sealed class ModelPromoteCommand : DdlCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The model." };
    private readonly Argument<int> _version = CliOptions.WholeArgument("VERSION", "The version that is to be live.", 1);

    public ModelPromoteCommand() : base("promote", "Make a version live.", "ddl model promote net 2")
    {
        Add(_name);
        Add(_version);
    }

    protected override async Task Run(CommandCall call)
    {
        var request = new PromoteVersionRequest { Name = call.Get(_name), Version = call.Get(_version) };
        var model = await call.Server.Models.PromoteVersionAsync(request, call.Brief);
        call.Show(() => ModelJson.Of(model), output => output.WriteLine($"{model.Name}@{ModelText.LiveVersion(model)} is live."));
    }
}
