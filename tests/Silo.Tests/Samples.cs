using System.Globalization;
using System.Text;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Silo.Tests;

/// <summary>Small data sets and networks that the tests share.</summary>
internal static class Samples
{
    /// <summary>Three labels, two features: 60 examples to train and 30 to test, linearly separable.</summary>
    public static Task<DatasetVersionReport> ImportBlobs(this TestSilo silo, string name)
    {
        var random = new Random(1);
        var csv = new StringBuilder("x,y,kind\n");
        for (var i = 0; i < 90; i++)
        {
            var kind = i % 3;
            var (x, y) = (kind * 4 + random.NextDouble(), (kind == 1 ? 5 : 0) + random.NextDouble());
            csv.Append(CultureInfo.InvariantCulture, $"{x},{y},{"abc"[kind]}\n");
        }
        return silo.ImportCsv(name, csv.ToString(), new DatasetImportSpec { Format = DataFormat.Csv, TestRows = 30 });
    }

    /// <summary>y = 2x + 1 over 40 examples to train and 10 to test.</summary>
    public static Task<DatasetVersionReport> ImportLine(this TestSilo silo, string name)
    {
        var csv = new StringBuilder("x,y\n");
        for (var i = 0; i < 50; i++) csv.Append(CultureInfo.InvariantCulture, $"{i / 50.0},{(2 * i / 50.0) + 1}\n");
        return silo.ImportCsv(name, csv.ToString(), new DatasetImportSpec { Format = DataFormat.Csv, Target = TargetKind.Value, TestRows = 10 });
    }

    public static async Task<DatasetVersionReport> ImportCsv(this TestSilo silo, string name, string csv, DatasetImportSpec spec)
    {
        var file = await silo.Upload($"{name}.csv", csv);
        return await silo.Grains.GetGrain<IDataset>(name).Import(spec, [file]);
    }

    public static async Task<UploadedFile> Upload(this TestSilo silo, string fileName, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var blob = $"uploads/{Guid.NewGuid():N}/{fileName}";
        await silo.Blobs.Put(blob, new MemoryStream(bytes));
        return new UploadedFile(fileName, blob, bytes.Length);
    }

    public static ArchitectureSpec Classifier(int inputs = 2, int classes = 3, int hidden = 8) => ArchitectureJson.Parse(
        $$$"""{"input": [{{{inputs}}}], "layers": [{"dense": {"units": {{{hidden}}}, "activation": "relu"}}, {"dense": {"units": {{{classes}}}, "activation": "softmax"}}]}""");

    public static ArchitectureSpec Regressor { get; } =
        ArchitectureJson.Parse("""{"input": [1], "layers": [{"dense": {"units": 1}}]}""");

    public static TrainingSpec Training(string model, string dataset, int epochs) =>
        new() { Model = model, Dataset = dataset, Epochs = epochs, BatchSize = 8, LearningRate = 0.05, Seed = 7 };

    public static async Task<IModel> CreateModel(this IGrainFactory grains, string name, ArchitectureSpec architecture)
    {
        var model = grains.GetGrain<IModel>(name);
        await model.Create(architecture);
        return model;
    }

    /// <summary>Waits until a run has ended, by asking; a run that hangs fails the test by its time limit.</summary>
    public static Task<TrainingRunReport> Ended(this ITrainingRun run) => run.Until(report => report.Ended);

    public static async Task<TrainingRunReport> Until(this ITrainingRun run, Func<TrainingRunReport, bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var report = await run.Show();
            if (holds(report)) return report;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }
    }
}
