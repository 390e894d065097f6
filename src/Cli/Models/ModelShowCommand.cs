using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Models;

namespace DistributedDL.Cli.Models;

internal sealed class ModelShowCommand : DdlCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The model." };

    public ModelShowCommand() : base("show", "Show a model: versions, lineage, metrics.", "ddl model show net") => Add(_name);

    protected override async Task Run(CommandCall call)
    {
        var model = await call.Read(options => call.Server.Models.GetModelAsync(new GetModelRequest { Name = call.Get(_name) }, options));
        call.Show(() => ModelJson.Of(model), output => ModelText.Write(output, model));
    }
}
