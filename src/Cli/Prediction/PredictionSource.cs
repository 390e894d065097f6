using System.Globalization;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Examples;
using DistributedDL.Cli.Models;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Models;
using DistributedDL.Client.Prediction;
using Grpc.Core;

namespace DistributedDL.Cli.Prediction;

/// <summary>Where the examples come from: the command line, a file, or a data set on the server.</summary>
internal static class PredictionSource
{
    private const int FloatsInRequest = 200_000;
    private const int RowsInRequest = 512;

    public static async Task<Predictions> Rows(CommandCall call, VersionedName model, string[] rows)
    {
        var parsed = rows.Select((row, i) => Row(row, i + 1)).ToList();
        if (parsed.FirstOrDefault(row => row.Length != parsed[0].Length) is { } other)
            throw CommandFailedException.Usage($"--row: all rows have the same number of features; {parsed[0].Length} and {other.Length} were given");
        var predictions = new Predictions();
        await Send(call, model, parsed, predictions);
        return predictions;
    }

    public static async Task<Predictions> Text(CommandCall call, VersionedName model, string text)
    {
        var known = await call.Read(options => call.Server.Models.GetModelAsync(new GetModelRequest { Name = model.Name }, options));
        var wanted = model.Version > 0 ? model.Version : ModelText.LiveVersion(known);
        var version = known.Versions.FirstOrDefault(v => v.Version == wanted)
            ?? throw new CommandFailedException($"model {model.Name} has no version {(wanted is null ? "that is live" : $"{wanted}")}");
        var width = known.Architecture.Input.Aggregate(1, (product, size) => product * size);
        var predictions = new Predictions();
        await Send(call, model, [TokenRow.Of(text, version.Vocabulary, width)], predictions);
        return predictions;
    }

    public static async Task<Predictions> File(CommandCall call, VersionedName model, string path, ProgressLine progress)
    {
        InputFiles.Require(path);
        var known = await call.Read(options => call.Server.Models.GetModelAsync(new GetModelRequest { Name = model.Name }, options));
        var version = known.Versions.FirstOrDefault(v => v.Version == (model.Version > 0 ? model.Version : ModelText.LiveVersion(known)));
        var width = known.Architecture.Input.Aggregate(1, (product, size) => product * size);
        using var file = ExampleFile.Open(path, version?.FeatureNames ?? [], width, target: null);
        var predictions = new Predictions();
        foreach (var rows in file.Rows().Select(row => row.Features).Chunk(Math.Clamp(FloatsInRequest / width, 1, RowsInRequest)))
        {
            await Send(call, model, rows, predictions);
            progress.Report(0, 1, $"predicting  {Figures.Count(predictions.Examples)} examples");
        }
        if (predictions.Examples == 0) throw new CommandFailedException($"{path} has a header and no examples");
        return predictions;
    }

    public static Task<Predictions> Dataset(CommandCall call, VersionedName model, VersionedName dataset, string split, ProgressLine progress) => call.Read(async () =>
    {
        var predictions = new Predictions();
        using var stream = call.Server.Prediction.PredictDataset(new PredictDatasetRequest
        {
            Model = model.Name,
            Version = model.Version,
            Dataset = dataset.Name,
            DatasetVersion = dataset.Version,
            Split = split,
        }, call.Unlimited);
        await foreach (var part in stream.ResponseStream.ReadAllAsync(call.Cancellation))
        {
            predictions.Add(part);
            progress.Report(0, 1, $"predicting  {Figures.Count(predictions.Examples)} examples");
        }
        return predictions;
    });

    private static async Task Send(CommandCall call, VersionedName model, IEnumerable<float[]> rows, Predictions predictions)
    {
        var request = new PredictRequest { Model = model.Name, Version = model.Version };
        foreach (var row in rows) request.Features.AddRange(row);
        predictions.Add(await call.Read(options => call.Server.Prediction.PredictAsync(request, options)));
    }

    private static float[] Row(string text, int number)
    {
        var cells = text.Split(',');
        var row = new float[cells.Length];
        for (var i = 0; i < cells.Length; i++)
            if (!float.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out row[i]))
                throw CommandFailedException.Usage($"--row {number}, feature {i + 1}: '{cells[i]}' is not a number");
        return row;
    }
}
