using System.CommandLine;
using System.Globalization;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client;
using DistributedDL.Client.Datasets;

namespace DistributedDL.Cli.Datasets;

internal sealed class DatasetImportCommand : DdlCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "Name of the data set." };
    private readonly Argument<string[]> _paths = new("PATH") { Description = "Files, plain or gzipped; for images, a folder or a zip.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _format = CliOptions.Text("--format", "csv|idx|images|text|npy", "Form of the files; seen by their names when left out.");
    private readonly Option<string> _label = CliOptions.Text("--label", "COLUMN", "CSV column to be predicted, by name or 0-based index; the last one when left out.");
    private readonly Option<string> _target = CliOptions.Text("--target", "class|value", "What the label column holds; seen by its values when left out.");
    private readonly Option<bool> _header = CliOptions.Flag("--header", "The first CSV row names the columns.");
    private readonly Option<bool> _noHeader = CliOptions.Flag("--no-header", "The first CSV row is an example.");
    private readonly Option<string[]> _ignore = new("--ignore") { HelpName = "COLUMN", Description = "CSV column to leave out; may be repeated." };
    private readonly Option<double?> _testFraction = CliOptions.Number("--test-fraction", "F", "Share of the examples for the test split, 0 to below 1.");
    private readonly Option<double?> _validationFraction = CliOptions.Number("--validation-fraction", "F", "Share for the validation split, 0 to below 1.");
    private readonly Option<int?> _testRows = CliOptions.Whole("--test-rows", "N", "The last N rows, in order, are the test split.", 1);
    private readonly Option<bool> _stratify = CliOptions.Flag("--stratify", "Keep the share of each class in each split.");
    private readonly Option<long?> _seed = CliOptions.Long("--seed", "N", "Draws the splits; 0 when left out.");
    private readonly Option<bool> _inOrder = CliOptions.Flag("--in-order", "Cut the splits off the end, in file order, instead of drawing them.");
    private readonly Option<string[]> _test = new("--test") { HelpName = "PATH", Description = "A file or folder for the test split; may be repeated." };
    private readonly Option<string[]> _validation = new("--validation") { HelpName = "PATH", Description = "A file or folder for the validation split; may be repeated." };
    private readonly Option<string[]> _columns = new("--column") { HelpName = "COLUMN", Description = "CSV column in use, the target among them; may be repeated; all when left out." };
    private readonly Option<string> _imageSize = CliOptions.Text("--image-size", "HxW", "Height and width that every image is brought to.");
    private readonly Option<bool> _grey = CliOptions.Flag("--grey", "Images of one channel instead of three.");
    private readonly Option<bool> _skipCorrupt = CliOptions.Flag("--skip-corrupt", "Leave out images that cannot be decoded, and count them.");
    private readonly Option<int?> _window = CliOptions.Whole("--window", "STEPS", "Examples of so many rows or tokens; the target is what comes next.", 1, 100_000);
    private readonly Option<int?> _stride = CliOptions.Whole("--stride", "N", "Rows or tokens from one window's start to the next one's; 1 when left out.", 1);
    private readonly Option<string> _windowTarget = CliOptions.Text("--window-target", "next|each-next", "Predict the one after the window, or the one after each step of it; next when left out.");
    private readonly Option<string> _vocabulary = CliOptions.Text("--vocabulary", "characters|words", "What one token of a text is; characters when left out.");
    private readonly Option<bool> _joinLines = CliOptions.Flag("--join-lines", "Leave line ends out of a text.");
    private readonly Option<string> _normalise = CliOptions.Text("--normalise", "max|standard", "Bring columns and a value target to a common size, fitted on the training split.");
    private readonly Option<bool> _newVersion = CliOptions.Flag("--new-version", "Add a version to a data set that exists.");

    public DatasetImportCommand() : base("import", "Import files as a data set.",
        "ddl dataset import digits samples/digits.csv.gz --test-fraction 0.2 --seed 0",
        "ddl dataset import fashion train-images-idx3-ubyte.gz train-labels-idx1-ubyte.gz",
        "ddl dataset import pets photos/ --image-size 50x50",
        "ddl dataset import prices train.csv --test test.csv --column close --window 10 --normalise max",
        "ddl dataset import plays plays.txt --window 100 --stride 100 --window-target each-next --validation-fraction 0.1 --in-order")
    {
        _format.AcceptOnlyFromAmong("csv", "idx", "images", "text", "npy");
        _vocabulary.AcceptOnlyFromAmong("characters", "words");
        _windowTarget.AcceptOnlyFromAmong("next", "each-next");
        _normalise.AcceptOnlyFromAmong("max", "standard");
        _target.AcceptOnlyFromAmong("class", "value");
        Add(_name);
        Add(_paths);
        foreach (var option in new Option[]
        {
            _format, _label, _target, _header, _noHeader, _ignore, _columns, _testFraction, _validationFraction, _testRows, _inOrder, _stratify, _seed, _test, _validation,
            _imageSize, _grey, _skipCorrupt, _window, _stride, _windowTarget, _vocabulary, _joinLines, _normalise, _newVersion,
        })
            Add(option);
        Validators.Add(result =>
        {
            if (result.GetValue(_header) && result.GetValue(_noHeader)) result.AddError("--header and --no-header exclude each other");
            if (result.GetValue(_imageSize) is { } size && ImageSize(size) is null) result.AddError($"--image-size: '{size}' is not HEIGHTxWIDTH, as in 50x50");
        });
    }

    protected override async Task Run(CommandCall call)
    {
        using var files = await DatasetFiles.Gather(call.Get(_paths), call.Get(_test) ?? [], call.Get(_validation) ?? [], call.Cancellation);
        var spec = Spec(call, [.. files.All.Select(file => file.Name)]);
        var version = await ProgressLine.Show(call, "uploading", async progress =>
            await DatasetUpload.Import(call.Server, spec, files.All,
                (sent, total) => progress.Report(sent, total, sent < total ? $"uploading  {Figures.Bytes(sent)} of {Figures.Bytes(total)}" : "reading on the server"),
                call.Cancellation));
        call.Show(() => DatasetJson.Of(version), output => DatasetText.Write(output, version));
    }

    private ImportSpec Spec(CommandCall call, string[] files)
    {
        var spec = new ImportSpec
        {
            Name = call.Get(_name),
            Format = Format(call.Get(_format), files),
            LabelColumn = call.Get(_label) ?? "",
            Target = call.Get(_target) switch { "class" => TargetKind.Class, "value" => TargetKind.Value, _ => TargetKind.Unspecified },
            TestFraction = call.Get(_testFraction) ?? 0,
            ValidationFraction = call.Get(_validationFraction) ?? 0,
            TestRows = call.Get(_testRows) ?? 0,
            Stratify = call.Get(_stratify),
            Seed = call.Get(_seed) ?? 0,
            NewVersion = call.Get(_newVersion),
            IgnoreColumns = { call.Get(_ignore) ?? [] },
            Columns = { call.Get(_columns) ?? [] },
            ImageSize = { ImageSize(call.Get(_imageSize)) ?? [] },
            Grey = call.Get(_grey),
            SkipCorrupt = call.Get(_skipCorrupt),
            WindowSteps = call.Get(_window) ?? 0,
            WindowStride = call.Get(_stride) ?? 0,
            InOrder = call.Get(_inOrder),
            Vocabulary = call.Get(_vocabulary) is "words" ? Vocabulary.Words : Vocabulary.Unspecified,
            JoinLines = call.Get(_joinLines),
            WindowTarget = call.Get(_windowTarget) is "each-next" ? WindowTarget.EachNext : WindowTarget.Unspecified,
            Normalise = call.Get(_normalise) switch { "max" => Normalisation.Max, "standard" => Normalisation.Standard, _ => Normalisation.Unspecified },
        };
        if (call.Get(_header)) spec.HasHeader = true;
        if (call.Get(_noHeader)) spec.HasHeader = false;
        return spec;
    }

    /// <returns>Height and width; null when it is not of that form.</returns>
    internal static int[]? ImageSize(string? given)
    {
        var sides = (given ?? "").ToLowerInvariant().Split('x').Select(side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) ? pixels : 0).ToArray();
        return sides.Length == 2 && sides.All(side => side > 0) ? sides : null;
    }

    internal static DataFormat Format(string? given, IReadOnlyList<string> files)
    {
        return given switch
        {
            "csv" => DataFormat.Csv,
            "idx" => DataFormat.Idx,
            "images" => DataFormat.Images,
            "text" => DataFormat.Text,
            "npy" => DataFormat.Npy,
            _ when Named("idx") || Named("ubyte") => DataFormat.Idx,
            _ when End(".zip") => DataFormat.Images,
            _ when End(".txt") => DataFormat.Text,
            _ when End(".npy") => DataFormat.Npy,
            _ => DataFormat.Csv,
        };

        bool Named(string part) => files.All(file => Path.GetFileName(file).Contains(part, StringComparison.OrdinalIgnoreCase));
        bool End(string with) => files.All(file => file.EndsWith(with, StringComparison.OrdinalIgnoreCase) || file.EndsWith(with + ".gz", StringComparison.OrdinalIgnoreCase));
    }
}
