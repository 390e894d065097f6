using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Terminal;

namespace DistributedDL.Cli.Prediction;

internal sealed class PredictCommand : DdlCommand
{
    private readonly Argument<VersionedName> _model = VersionedName.Model();
    private readonly Option<string[]> _rows = new("--row") { HelpName = "1,2,3", Description = "Features of one example; may be repeated." };
    private readonly Option<string> _text = CliOptions.Text("--text", "TEXT", "Characters of the model's vocabulary; the last ones that fill its input.");
    private readonly Option<string> _input = CliOptions.Text("--input", "FILE", "CSV file of examples.");
    private readonly Option<VersionedName> _dataset = VersionedName.Option("--dataset", "D[@V]", "Examples of a data set.");
    private readonly Option<string> _split = CliOptions.Text("--split", "SPLIT", "Only this split of the data set.");
    private readonly Option<string> _output = CliOptions.Text("--output", "FILE", "Write predictions as CSV to this file.");

    public PredictCommand() : base("predict", "Predict with a model.",
        "ddl predict net --row 5.1,3.5,1.4,0.2",
        "ddl predict net --input new.csv --output predictions.csv",
        "ddl predict net@2 --dataset digits --split test --output predictions.csv")
    {
        Add(_model);
        foreach (var option in new Option[] { _rows, _text, _input, _dataset, _split, _output }) Add(option);
        Validators.Add(result =>
        {
            var given = new Option[] { _rows, _text, _input, _dataset }.Count(option => result.GetResult(option) is not null);
            if (given != 1) result.AddError("give one of --row, --text, --input and --dataset");
            if (result.GetResult(_split) is not null && result.GetResult(_dataset) is null) result.AddError("--split goes with --dataset");
        });
    }

    protected override async Task Run(CommandCall call)
    {
        var file = call.Get(_output);
        if (file is not null && Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
            throw new CommandFailedException($"there is no folder {folder} for --output");
        var predictions = await ProgressLine.Show(call, "predicting", progress => Predict(call, progress));
        if (file is not null) PredictionCsv.Write(file, predictions);
        call.Show(
            () => PredictionJson.Of(predictions, file),
            text => PredictionText.Write(text, predictions, file));
    }

    private Task<Predictions> Predict(CommandCall call, ProgressLine progress)
    {
        var net = call.Get(_model);
        if (call.Get(_dataset) is { } data) return PredictionSource.Dataset(call, net, data, call.Get(_split) ?? "", progress);
        if (call.Get(_text) is { } characters) return PredictionSource.Text(call, net, characters);
        return call.Get(_input) is { } path ? PredictionSource.File(call, net, path, progress) : PredictionSource.Rows(call, net, call.Get(_rows)!);
    }
}
