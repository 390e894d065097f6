using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Models;

namespace DistributedDL.Cli.Models;

internal sealed class ModelSummaryCommand : DdlCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The model." };

    public ModelSummaryCommand() : base("summary", "Show a model's layers, shapes and parameter counts.", "ddl model summary net") => Add(_name);

    protected override async Task Run(CommandCall call)
    {
        var summary = await call.Read(options => call.Server.Models.GetModelSummaryAsync(new GetModelSummaryRequest { Name = call.Get(_name) }, options));
        call.Show(() => ModelJson.Of(summary), output => ModelSummaryText.Write(output, summary));
    }
}
