using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Training;

namespace DistributedDL.Cli.Training;

internal sealed class TrainCommand : DdlCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The model; the run makes a new version of it." };
    private readonly Option<VersionedName> _dataset = VersionedName.Option("--dataset", "D[@V]", "The data set; its latest version unless @V says another.", required: true);
    private readonly Option<int?> _epochs = CliOptions.Whole("--epochs", "N", "Passes over the train split.", 1, 1_000_000, required: true);
    private readonly Option<int?> _batchSize = CliOptions.Whole("--batch-size", "N", "Examples of one step; 32 when left out.", 1, 1_000_000);
    private readonly Option<long?> _seed = CliOptions.Long("--seed", "N", "Seeds initial weights and the order of the examples; 0 when left out.");
    private readonly Option<string> _validation = CliOptions.Text("--validation", "SPLIT", "Split to evaluate after each epoch; 'validation', where there is one, when left out.");
    private readonly Option<bool> _noShuffle = CliOptions.Flag("--no-shuffle", "Keep the examples in stored order.");
    private readonly Option<bool> _noPromote = CliOptions.Flag("--no-promote", "Do not make the new version live.");
    private readonly LearningOptions _learning = new();
    private readonly TransferOptions _transfer = new();
    private readonly Option<int?> _worldSize = CliOptions.Whole("--world-size", "K", "Ranks that share each batch, on as many training lanes; 1 when left out.", 1, 64);
    private readonly Option<int?> _averageEvery = CliOptions.Whole("--average-every", "H", "With --world-size above 1: average weights every H steps instead of gradients each step.", 1, 10_000);
    private readonly Option<int?> _priority = CliOptions.Whole("--priority", "P", "Among waiting runs the higher goes first; 0 when left out.", -100, 100);
    private readonly Option<bool> _detach = CliOptions.Flag("--detach", "Print the run's id and do not wait for its end.");

    public TrainCommand() : base("train", "Train a model on a data set.",
        "ddl train net --dataset digits --epochs 20",
        "ddl train net --dataset digits --epochs 20 --optimizer sgd:momentum=0.9 --learning-rate 0.01 --schedule cosine --early-stopping 5",
        "ddl train other --from net --new-head head.yaml --after body --freeze body --dataset letters --epochs 20 --detach")
    {
        Add(_name);
        foreach (var option in (Option[])[_dataset, _epochs, _batchSize, .. _learning.All, _seed, _validation, _noShuffle, _noPromote, .. _transfer.All, _worldSize, _averageEvery, _priority, _detach])
            Add(option);
        Validators.Add(_learning.Check);
        Validators.Add(_transfer.Check);
        Validators.Add(result =>
        {
            if (result.Has(_averageEvery) && (!result.Has(_worldSize) || result.Has(_worldSize, "1"))) result.AddError("--average-every H: it needs --world-size K, K above 1");
        });
    }

    protected override async Task Run(CommandCall call)
    {
        // An id made here lets a start that was lost on the way be repeated without a second run.
        var request = new StartRunRequest { Spec = Spec(call), Run = Guid.NewGuid().ToString("n")[..12] };
        var run = await call.Server.Training.StartRunAsync(request, call.Brief);
        if (!call.Get(_detach))
        {
            await RunView.Watch(call, run);
            return;
        }
        call.Show(() => RunJson.Of(run), output => output.WriteLine($"Run {run.Run} goes on; ddl runs watch {run.Run} shows it."));
    }

    private TrainingSpec Spec(CommandCall call)
    {
        var data = call.Get(_dataset)!;
        var spec = new TrainingSpec
        {
            Model = call.Get(_name),
            Dataset = data.Name,
            DatasetVersion = data.Version,
            Epochs = call.Get(_epochs)!.Value,
            BatchSize = call.Get(_batchSize) ?? 0,
            Seed = call.Get(_seed) ?? 0,
            ValidationSplit = call.Get(_validation) ?? "",
            NoShuffle = call.Get(_noShuffle),
            NoPromote = call.Get(_noPromote),
            WorldSize = call.Get(_worldSize) ?? 0,
            AverageEvery = call.Get(_averageEvery) ?? 0,
            Priority = call.Get(_priority) ?? 0,
        };
        _learning.Apply(call, spec);
        spec.Transfer = _transfer.Read(call);
        return spec;
    }
}
