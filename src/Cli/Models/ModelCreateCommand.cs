using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Models;

namespace DistributedDL.Cli.Models;

internal sealed class ModelCreateCommand : DdlCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "Name of the model." };
    private readonly Option<string> _spec = CliOptions.Text("--spec", "FILE", "Its architecture, in YAML or JSON.", required: true);

    public ModelCreateCommand() : base("create", "Create a model from an architecture.", "ddl model create net --spec samples/digits-net.yaml")
    {
        Add(_name);
        Add(_spec);
    }

    protected override async Task Run(CommandCall call)
    {
        var architecture = ArchitectureFile.Read(call.Get(_spec)!);
        var model = await call.Server.Models.CreateModelAsync(new CreateModelRequest { Name = call.Get(_name), Architecture = architecture }, call.Brief);
        if (call.Json)
        {
            call.Show(() => ModelJson.Of(model), _ => { });
            return;
        }
        var summary = await call.Read(options => call.Server.Models.GetModelSummaryAsync(new GetModelSummaryRequest { Name = model.Name }, options));
        ModelSummaryText.Write(call.Out, summary);
    }
}
