using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.Running;
using DistributedDL.Client.Datasets;
using Grpc.Core;

namespace DistributedDL.Cli.Recipes.Sweeps;

/// <summary>
/// Runs all combinations at once: (1) the server; (2) the data sets, once for all; (3) the steps of each combination, whose runs the cluster's queue gives to
/// its lanes. One that fails does not end the others.
/// </summary>
internal sealed class SweepRunner(CommandCall call, IReadOnlyList<SweepPoint> points, string dataFolder)
{
    private readonly string _prefix = $"{points[0].Recipe.Name}-{Guid.NewGuid().ToString("n")[..6]}-";

    public async Task<IReadOnlyList<SweepResult>> Run()
    {
        // (1)
        await using var server = await RecipeServer.Start(call.Cancellation);
        // (2)
        var imports = new DatasetImports(call, server, dataFolder, _prefix);
        var data = new Dictionary<string, DatasetVersion>();
        foreach (var (name, source) in points[0].Recipe.Data) data[name] = await imports.Import(source);
        // (3)
        return await Task.WhenAll(points.Select((point, i) => Run(server, data, point, i + 1)));
    }

    private async Task<SweepResult> Run(RecipeServer server, Dictionary<string, DatasetVersion> data, SweepPoint point, int number)
    {
        var began = call.Time.GetTimestamp();
        var training = new ModelTraining(call, server, point.Recipe, point.Recipe.Seeds[0], $"{_prefix}{number}-") { IsAlone = false };
        try
        {
            var steps = new SeedRun(call, server, point.Recipe, data, training);
            await steps.Run();
            var result = steps.Models[point.Recipe.Result];
            return new SweepResult(point, steps.Metrics, result.ServerName, result.Version(null), result.Run, Seconds(), null);
        }
        catch (CommandFailedException e)
        {
            return Failed(string.Join("; ", e.Details.Prepend(e.Message)));
        }
        catch (RpcException e) when (!call.Cancellation.IsCancellationRequested)
        {
            return Failed(ServerFailure.Explain(e).Message);
        }

        double Seconds() => call.Time.GetElapsedTime(began).TotalSeconds;

        SweepResult Failed(string why)
        {
            call.Error.WriteLine($"{point.Title}: {why}");
            return new SweepResult(point, new Dictionary<string, double>(), null, null, null, Seconds(), why);
        }
    }
}
