using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Models;

namespace DistributedDL.Cli.Models;

internal sealed class ModelRollbackCommand : DdlCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The model." };

    public ModelRollbackCommand() : base("rollback", "Make the version live that was live before.", "ddl model rollback net") => Add(_name);

    protected override async Task Run(CommandCall call)
    {
        var model = await call.Server.Models.RollbackModelAsync(new RollbackModelRequest { Name = call.Get(_name) }, call.Brief);
        call.Show(() => ModelJson.Of(model), output => output.WriteLine($"{model.Name}@{ModelText.LiveVersion(model)} is live again."));
    }
}
