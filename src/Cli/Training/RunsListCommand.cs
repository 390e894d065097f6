using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Training;

namespace DistributedDL.Cli.Training;

internal sealed class RunsListCommand() : DdlCommand("list", "List the training runs.", "ddl runs list")
{
    protected override async Task Run(CommandCall call)
    {
        var runs = await Pages.All<TrainingRun>(async token =>
        {
            var page = await call.Server.Training.ListRunsAsync(new ListRunsRequest { PageToken = token }, call.Brief);
            return (page.Runs, page.NextPageToken);
        });
        call.Show(
            () => new JsonObject { ["runs"] = JsonText.Array(runs.Select(r => (JsonNode?)RunJson.Of(r))) },
            output => WriteTable(output, runs));
    }

    private static void WriteTable(TextWriter output, List<TrainingRun> runs)
    {
        if (runs.Count == 0)
        {
            output.WriteLine("There is no training run yet; ddl train NAME --dataset D --epochs N starts one.");
            return;
        }
        var table = new Columns("RUN", "STATE", "MODEL", "DATA SET", "EPOCHS", "LOSS");
        foreach (var run in runs.OrderByDescending(r => r.CreatedAt?.ToDateTimeOffset()))
            table.Add(run.Run, run.State.Name(), run.ModelVersion > 0 ? $"{run.Spec.Model}@{run.ModelVersion}" : run.Spec.Model,
                $"{run.Spec.Dataset}@{run.Spec.DatasetVersion}", $"{run.EpochsCompleted}/{run.Spec.Epochs}",
                run.LastEpoch is null ? Figures.None : Figures.Number(run.LastEpoch.Loss));
        table.Write(output);
    }
}
