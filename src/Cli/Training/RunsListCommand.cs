using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Training;

namespace DistributedDL.Cli.Training;

internal sealed class RunsListCommand()
    : ListCommand<TrainingRun>("runs", "List the training runs, the newest first.", "There is no training run yet; ddl train NAME --dataset D --epochs N starts one.", "ddl runs list")
{
    protected override async Task<(IEnumerable<TrainingRun> Items, string Next)> Page(CommandCall call, string token)
    {
        var page = await call.Read(options => call.Server.Training.ListRunsAsync(new ListRunsRequest { PageToken = token }, options));
        return (page.Runs, page.NextPageToken);
    }

    protected override IEnumerable<TrainingRun> Order(IEnumerable<TrainingRun> items) => NewestFirst(items);

    internal static IEnumerable<TrainingRun> NewestFirst(IEnumerable<TrainingRun> runs) => runs.OrderByDescending(run => run.CreatedAt?.ToDateTimeOffset());

    protected override JsonNode Json(TrainingRun item) => RunJson.Of(item);

    protected override Columns Table(IReadOnlyList<TrainingRun> items)
    {
        var table = new Columns("RUN", "STATE", "MODEL", "DATA SET", "EPOCHS", "LOSS");
        foreach (var run in items)
            table.Add(run.Run, run.State.Name(), run.ModelVersion > 0 ? $"{run.Spec.Model}@{run.ModelVersion}" : run.Spec.Model,
                $"{run.Spec.Dataset}@{run.Spec.DatasetVersion}", $"{run.EpochsCompleted}/{run.Spec.Epochs}",
                run.LastEpoch is null ? Figures.None : Figures.Number(run.LastEpoch.Loss));
        return table;
    }
}
