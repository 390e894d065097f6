using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Prediction;

namespace DistributedDL.Cli.Prediction;

internal sealed class EvaluateCommand : DdlCommand
{
    private readonly Argument<VersionedName> _model = VersionedName.Model();
    private readonly Option<VersionedName> _dataset = VersionedName.Option("--dataset", "D[@V]", "The data set; its latest version unless @V says another.", required: true);
    private readonly Option<string> _split = CliOptions.Text("--split", "SPLIT", "train, validation or test; test when left out.");

    public EvaluateCommand() : base("evaluate", "Measure a model on a split.", "ddl evaluate net --dataset digits --split test")
    {
        Add(_model);
        Add(_dataset);
        Add(_split);
    }

    protected override async Task Run(CommandCall call)
    {
        var (net, data) = (call.Get(_model), call.Get(_dataset)!);
        var evaluation = await call.Read(() => call.Server.Prediction.EvaluateAsync(new EvaluateRequest
        {
            Model = net.Name,
            Version = net.Version,
            Dataset = data.Name,
            DatasetVersion = data.Version,
            Split = call.Get(_split) ?? "",
        }, call.Unlimited).ResponseAsync);
        call.Show(() => EvaluationJson.Of(evaluation), output => EvaluationText.Write(output, evaluation));
    }
}
