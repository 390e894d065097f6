using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client;
using DistributedDL.Client.Datasets;

namespace DistributedDL.Cli.Datasets;

internal sealed class DatasetImportCommand : DdlCommand
{
    private readonly Argument<string> name = new("NAME") { Description = "Name of the data set." };
    private readonly Argument<string[]> paths = new("PATH") { Description = "Files, plain or gzipped.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> format = CliOptions.Text("--format", "csv|idx", "Form of the files; seen by their names when left out.");
    private readonly Option<string> label = CliOptions.Text("--label", "COLUMN", "CSV column to be predicted, by name or 0-based index; the last one when left out.");
    private readonly Option<string> target = CliOptions.Text("--target", "class|value", "What the label column holds; seen by its values when left out.");
    private readonly Option<bool> header = CliOptions.Flag("--header", "The first CSV row names the columns.");
    private readonly Option<bool> noHeader = CliOptions.Flag("--no-header", "The first CSV row is an example.");
    private readonly Option<string[]> ignore = new("--ignore") { HelpName = "COLUMN", Description = "CSV column to leave out; may be repeated." };
    private readonly Option<double?> testFraction = CliOptions.Number("--test-fraction", "F", "Share of the examples for the test split, 0 to below 1.");
    private readonly Option<double?> validationFraction = CliOptions.Number("--validation-fraction", "F", "Share for the validation split, 0 to below 1.");
    private readonly Option<int?> testRows = CliOptions.Whole("--test-rows", "N", "The last N rows, in order, are the test split.", 1);
    private readonly Option<bool> stratify = CliOptions.Flag("--stratify", "Keep the share of each class in each split.");
    private readonly Option<long?> seed = CliOptions.Long("--seed", "N", "Draws the splits; 0 when left out.");
    private readonly Option<bool> newVersion = CliOptions.Flag("--new-version", "Add a version to a data set that exists.");

    public DatasetImportCommand() : base("import", "Import files as a data set.",
        "ddl dataset import digits samples/digits.csv.gz --test-fraction 0.2 --seed 0",
        "ddl dataset import fashion train-images-idx3-ubyte.gz train-labels-idx1-ubyte.gz")
    {
        format.AcceptOnlyFromAmong("csv", "idx");
        target.AcceptOnlyFromAmong("class", "value");
        Add(name);
        Add(paths);
        foreach (var option in new Option[] { format, label, target, header, noHeader, ignore, testFraction, validationFraction, testRows, stratify, seed, newVersion })
            Add(option);
        Validators.Add(result =>
        {
            if (result.GetValue(header) && result.GetValue(noHeader)) result.AddError("--header and --no-header exclude each other");
        });
    }

    protected override async Task Run(CommandCall call)
    {
        var files = call.Get(paths);
        InputFiles.Require(files);
        var spec = Spec(call, files);
        var version = await ProgressLine.Show(call, "uploading", async progress =>
            await DatasetUpload.Import(call.Server, spec, files,
                (sent, total) => progress.Report(sent, total, sent < total ? $"{Figures.Bytes(sent)} of {Figures.Bytes(total)}" : "reading on the server"),
                call.Cancellation));
        call.Show(() => DatasetJson.Of(version), output => DatasetText.Write(output, version));
    }

    private ImportSpec Spec(CommandCall call, string[] files)
    {
        var spec = new ImportSpec
        {
            Name = call.Get(name),
            Format = Format(call.Get(format), files),
            LabelColumn = call.Get(label) ?? "",
            Target = call.Get(target) switch { "class" => TargetKind.Class, "value" => TargetKind.Value, _ => TargetKind.Unspecified },
            TestFraction = call.Get(testFraction) ?? 0,
            ValidationFraction = call.Get(validationFraction) ?? 0,
            TestRows = call.Get(testRows) ?? 0,
            Stratify = call.Get(stratify),
            Seed = call.Get(seed) ?? 0,
            NewVersion = call.Get(newVersion),
            IgnoreColumns = { call.Get(ignore) ?? [] },
        };
        if (call.Get(header)) spec.HasHeader = true;
        if (call.Get(noHeader)) spec.HasHeader = false;
        return spec;
    }

    internal static DataFormat Format(string? given, IReadOnlyList<string> files) => given switch
    {
        "csv" => DataFormat.Csv,
        "idx" => DataFormat.Idx,
        _ => files.All(f => Path.GetFileName(f).Contains("idx", StringComparison.OrdinalIgnoreCase)
            || Path.GetFileName(f).Contains("ubyte", StringComparison.OrdinalIgnoreCase)) ? DataFormat.Idx : DataFormat.Csv,
    };
}
