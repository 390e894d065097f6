using System.Globalization;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Reports.Results;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.OnlineLearning;
using DistributedDL.Client.Prediction;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>Makes a model in an online session of the service.</summary>
internal sealed class OnlineLearningRun(CommandCall call, RecipeServer server, Recipe recipe, long seed, string prefix)
{
    private const int RowsInMessage = 100;
    private const string Alarms = "drift_alarms";

    private readonly OnlineLearningService.OnlineLearningServiceClient _sessions = server.Client.OnlineLearning;

    public async Task<TrainedModel> Learn(LearnOnlineStep step)
    {
        var (name, rows) = ($"{prefix}{step.Model}-seed{seed}", recipe.Data[step.Data].Rows);
        var summary = await new ModelCreation(call, server).Create(name, recipe.Networks[step.Network]);
        var model = new TrainedModel(step.Model, step.Data, name, summary.Parameters, [.. summary.Input]);
        await _sessions.OpenSessionAsync(new OpenSessionRequest { Session = name, Spec = Spec(step, name) }, call.Brief);
        await ProgressLine.Show(call, $"{step.Model}, seed {seed}", async progress =>
        {
            for (var at = 0; at < rows.Count;)
            {
                var end = Next(step, at, rows.Count);
                await Send(name, rows, at, end);
                await Look(model, name);
                if (step.VersionsAt.Contains(end) || end == rows.Count) await Keep(model, name, end, end == rows.Count);
                progress.Report(at = end, rows.Count, $"{Figures.Count(end)} rows");
            }
            return model;
        });
        await _sessions.CloseSessionAsync(new CloseSessionRequest { Session = name }, call.Brief);
        call.Error.WriteLine($"{step.Model}, seed {seed}: learned {Figures.Count(rows.Count)} rows; drift was said {Figures.Count((long)model.OnlineMetrics[Alarms])} times");
        if (recipe.Data[step.Data].Orders is { } orders && model.Stream.FirstOrDefault(report => report.Alarm > orders.DriftAfter)?.Alarm is { } first)
            model.OnlineMetrics["drift_delay"] = first - orders.DriftAfter;
        foreach (var (metric, value) in model.Stream[^1].Metrics) model.OnlineMetrics[$"prequential_{metric}"] = value;
        return model;
    }

    private OnlineSessionSpec Spec(LearnOnlineStep step, string model)
    {
        var spec = new OnlineSessionSpec
        {
            Model = model, Seed = seed, Optimizer = step.Optimizer.Kind, OptimizerParameters = step.Optimizer.Settings, MicroBatch = step.MicroBatch, Standardize = step.Standardize,
            Drift = { step.Drift },
        };
        if (step.LearningRate is { } rate) spec.LearningRate = rate;
        return spec;
    }

    private static int Next(LearnOnlineStep step, int at, int rows) =>
        step.VersionsAt.Append((at / step.ReportEvery + 1) * step.ReportEvery).Append(rows).Where(row => row > at).Min();

    private async Task Send(string session, IReadOnlyList<IReadOnlyList<double>> rows, int from, int to)
    {
        await using var client = await OnlineSessionClient.Connect(server.Client, session, cancellation: call.Cancellation);
        await foreach (var _ in client.Learn(Messages(), call.Cancellation)) { }

        async IAsyncEnumerable<LearnExamples> Messages()
        {
            for (var at = from; at < to; at += RowsInMessage)
            {
                var message = new LearnExamples();
                foreach (var row in rows.Skip(at).Take(Math.Min(RowsInMessage, to - at)))
                {
                    message.Features.AddRange(row.SkipLast(1).Select(value => (float)value));
                    message.Labels.Add(row[^1].ToString(CultureInfo.InvariantCulture));
                }
                yield return message;
            }
            await Task.CompletedTask;
        }
    }

    private async Task Look(TrainedModel model, string session)
    {
        var now = await _sessions.GetSessionAsync(new GetSessionRequest { Session = session }, call.Brief);
        var before = model.Stream.Count > 0 ? model.Stream[^1].Examples : 0;
        var alarm = now.Drift.Select(drift => drift.LastDrift).Where(at => at > before).Select(at => (long?)at).Max();
        model.OnlineMetrics[Alarms] = now.Drift.Sum(drift => drift.Drifts);
        model.Stream.Add(new StreamReport(now.Examples, new Dictionary<string, double>(now.Metrics), alarm));
    }

    private async Task Keep(TrainedModel model, string session, int rows, bool last)
    {
        var version = await _sessions.SnapshotSessionAsync(new SnapshotSessionRequest { Session = session, OperationId = $"after-{rows}" }, call.Brief);
        model.Add(rows, version.Version);
        if (last) model.End(rows, rows, version.Version, version.WeightsSha256);
    }
}
