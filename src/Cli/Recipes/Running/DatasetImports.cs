using System.Globalization;
using CsvHelper;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Datasets;
using DistributedDL.Cli.Recipes.Datasets;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Datasets;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>Imports the data sets of a recipe.</summary>
internal sealed class DatasetImports(CommandCall call, RecipeServer server, string folder, string prefix)
{
    /// <exception cref="CommandFailedException">A split that the recipe names files for came out empty.</exception>
    public async Task<DatasetVersion> Import(RecipeData data)
    {
        var version = data.Format == SourceFormat.Rows
            ? await Written(data, path => Send(data, [new DatasetFile(path)]))
            : await Gathered(data);
        foreach (var file in data.Files.Where(file => file.Split is not null && version.Splits.All(split => split.Name != file.Split || split.Examples == 0)))
            throw new CommandFailedException($"data.{data.Name}: {file.Path} is named as the {file.Split} split, but nothing of it came there");
        var splits = version.Splits.Where(split => split.Examples > 0).Select(split => $"{Figures.Count(split.Examples)} {split.Name}");
        var skipped = version.SkippedExamples > 0 ? $"; {Figures.Count(version.SkippedExamples)} skipped, as they could not be decoded" : "";
        call.Error.WriteLine($"imported {data.Name}: {string.Join(", ", splits)}{skipped}");
        return version;
    }

    private async Task<DatasetVersion> Gathered(RecipeData data)
    {
        using var files = await DatasetFiles.Gather([.. data.Files.Select(file => (Path.Combine(folder, file.Path), file.Split))], call.Cancellation);
        return await Send(data, files.All);
    }

    private Task<DatasetVersion> Send(RecipeData data, IReadOnlyList<DatasetFile> files) =>
        ProgressLine.Show(call, $"importing {data.Name}", progress => DatasetUpload.Import(server.Client, RecipeImport.Spec(data, prefix + data.Name), files,
            (sent, total) => progress.Report(sent, total, sent < total ? $"{Figures.Bytes(sent)} of {Figures.Bytes(total)}" : "reading on the server"), call.Cancellation));

    private static async Task<DatasetVersion> Written(RecipeData data, Func<string, Task<DatasetVersion>> import)
    {
        var temporary = Directory.CreateTempSubdirectory("ddl-rows-");
        try
        {
            var path = Path.Combine(temporary.FullName, $"{data.Name}.csv");
            await using (var file = File.Create(path))
            {
                using var csv = CsvWriter.Create(file, null, leaveOpen: true);
                csv.WriteRecord([.. data.Columns]);
                foreach (var row in data.Rows) csv.WriteRecord([.. row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))]);
            }
            return await import(path);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }
}
