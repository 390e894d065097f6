using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Models;
using DistributedDL.Cli.Terminal;
using DistributedDL.Cli.Training;
using DistributedDL.Client;
using DistributedDL.Client.Datasets;
using DistributedDL.Client.Models;
using DistributedDL.Client.Training;

namespace DistributedDL.Cli.Demo;

/// <summary>Imports the digits and trains 64-64-10 on the first of them.</summary>
internal static class DemoTraining
{
    public const int TrainRows = 1_000;
    private const int Epochs = 40;

    /// <returns>The version that came of it.</returns>
    public static async Task<int> Run(CommandCall call, DistributedDLClient client, DemoNames names, string sample, int rows, DemoStage stage)
    {
        await Import(call, client, names, sample, rows, stage);
        stage.Begin("Training", "Adam, batches of 32; the weights become a version of the model");
        await client.Models.CreateModelAsync(new CreateModelRequest { Name = names.Model, Architecture = ArchitectureFile.Read(SampleFile.Find("digits-net.yaml")) }, call.Brief);
        var summary = await client.Models.GetModelSummaryAsync(new GetModelSummaryRequest { Name = names.Model }, call.Brief);
        using var text = new StringWriter();
        ModelSummaryText.Write(text, summary);
        stage.Show(text.ToString());
        var run = await client.Training.StartRunAsync(new StartRunRequest
        {
            Spec = new TrainingSpec { Model = names.Model, Dataset = names.Dataset, Epochs = Epochs, BatchSize = 32, Optimizer = "adam", LearningRate = 0.001 },
        }, call.Brief);
        run = await Watch(call, client, run);
        if (run.State is not RunState.Completed) throw new CommandFailedException($"the demo's training run is {run.State.Name()}: {run.Error}");
        stage.Blank();
        stage.Say($"{run.EpochsCompleted} epochs in {Figures.Seconds(Duration(run))}: loss {Figures.Number(run.LastEpoch.Loss)}, {Figures.Metrics(run.LastEpoch.Metrics)}; version [bold]{names.Model}@{run.ModelVersion}[/] is live");
        return run.ModelVersion;
    }

    private static async Task Import(CommandCall call, DistributedDLClient client, DemoNames names, string sample, int rows, DemoStage stage)
    {
        stage.Begin("Data", "1,797 handwritten digits of 8 × 8 pixels, in order (UCI, CC BY 4.0)");
        var version = await ProgressLine.Show(call, "importing", _ => DatasetUpload.Import(client,
            new ImportSpec { Name = names.Dataset, Format = DataFormat.Csv, Target = TargetKind.Class, TestRows = rows - TrainRows }, [sample], null, call.Cancellation));
        stage.Say($"imported: {string.Join(", ", version.Splits.Where(s => s.Examples > 0).Select(s => $"{Figures.Count(s.Examples)} {s.Name}"))}; {version.Target.Labels.Count} classes");
    }

    private static Task<TrainingRun> Watch(CommandCall call, DistributedDLClient client, TrainingRun run) =>
        ProgressLine.Show(call, "training", async progress =>
        {
            await foreach (var now in RunWatcher.Follow(client, call.Time, run.Run, call.Cancellation))
            {
                run = now;
                progress.Report(now.EpochsCompleted, now.Spec.Epochs, RunText.Progress(now));
            }
            return run;
        });

    private static double Duration(TrainingRun run) => (run.EndedAt.ToDateTimeOffset() - run.StartedAt.ToDateTimeOffset()).TotalSeconds;
}
