using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Prediction;

namespace DistributedDL.Cli.Prediction;

internal sealed class EvaluateCommand : DdlCommand
{
    private readonly Argument<VersionedName> model = VersionedName.Model();
    private readonly Option<VersionedName> dataset = VersionedName.Option("--dataset", "D[@V]", "The data set; its latest version unless @V says another.", required: true);
    private readonly Option<string> split = CliOptions.Text("--split", "SPLIT", "train, validation or test; test when left out.");

    public EvaluateCommand() : base("evaluate", "Measure a model on a split.", "ddl evaluate net --dataset digits --split test")
    {
        Add(model);
        Add(dataset);
        Add(split);
    }

    protected override async Task Run(CommandCall call)
    {
        var (net, data) = (call.Get(model), call.Get(dataset)!);
        var evaluation = await call.Server.Prediction.EvaluateAsync(new EvaluateRequest
        {
            Model = net.Name,
            Version = net.Version,
            Dataset = data.Name,
            DatasetVersion = data.Version,
            Split = call.Get(split) ?? "",
        }, call.Unlimited);
        call.Show(() => EvaluationJson.Of(evaluation), output => EvaluationText.Write(output, evaluation));
    }
}
