using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import;

/// <summary>Which options belong to which formats, and the bounds of theirs.</summary>
public static class FormatRules
{
    public const int MaxWindowSteps = 100_000;
    public const int MaxImageSide = 4_096;

    private static readonly DataFormat[] Rows = [DataFormat.Csv];
    private static readonly DataFormat[] Windows = [DataFormat.Csv, DataFormat.Text];
    private static readonly DataFormat[] Columns = [DataFormat.Csv, DataFormat.Npy];

    public static void Check(DatasetImportSpec spec, FaultList faults)
    {
        Require(spec.HasHeader is not null, "has_header", Rows);
        Require(!string.IsNullOrEmpty(spec.LabelColumn), "label_column", Rows);
        Require(spec.IgnoreColumns.Count > 0, "ignore_columns", Rows);
        Require(spec.Columns.Count > 0, "columns", Rows);
        Require(spec.ImageSize.Count > 0, "image_size", DataFormat.Images);
        Require(spec.Grey, "grey", DataFormat.Images);
        Require(spec.SkipCorrupt, "skip_corrupt", DataFormat.Images);
        Require(spec.WindowSteps != 0, "window_steps", Windows);
        Require(spec.WindowStride != 0, "window_stride", Windows);
        Require(spec.WindowTarget is not WindowTarget.Next, "window_target", Windows);
        Require(spec.Vocabulary is not Vocabulary.Characters, "vocabulary", DataFormat.Text);
        Require(spec.JoinLines, "join_lines", DataFormat.Text);
        Require(spec.Normalise is not Normalisation.None, "normalise", Columns);
        CheckBounds(spec, faults);

        void Require(bool given, string field, params DataFormat[] formats)
        {
            if (given && Enum.IsDefined(spec.Format) && !formats.Contains(spec.Format))
                faults.Add(field, $"an import of {spec.Format} cannot follow it; only one of {string.Join(" or ", formats)} can");
        }
    }

    private static void CheckBounds(DatasetImportSpec spec, FaultList faults)
    {
        if (spec.ImageSize.Count is not (0 or 2)) faults.Add("image_size", $"[{string.Join(", ", spec.ImageSize)}] is not a height and a width");
        foreach (var side in spec.ImageSize.Where(side => side is < 1 or > MaxImageSide))
            faults.Add("image_size", $"{side} is not within 1 to {MaxImageSide} pixels");
        if (spec.WindowSteps is < 0 or > MaxWindowSteps) faults.Add("window_steps", $"{spec.WindowSteps} is not within 1 to {MaxWindowSteps}");
        if (spec.Format is DataFormat.Text && spec.WindowSteps == 0) faults.Add("window_steps", "an import of Text needs it: the tokens in one example");
        if (spec.WindowStride < 0) faults.Add("window_stride", $"{spec.WindowStride} is negative; it must be 1 or more");
        if (spec.WindowStride > 0 && spec.WindowSteps == 0) faults.Add("window_stride", $"{spec.WindowStride} needs window_steps");
        if (!Enum.IsDefined(spec.WindowTarget)) faults.Add("window_target", $"'{spec.WindowTarget}' is not known; known are {string.Join(", ", Enum.GetNames<WindowTarget>())}");
        if (spec.WindowTarget is WindowTarget.EachNext && spec.WindowSteps == 0) faults.Add("window_target", $"{spec.WindowTarget} needs window_steps");
        if (spec.WindowTarget is WindowTarget.EachNext && spec.Stratify) faults.Add("stratify", "an example with a target at each step has no one class whose share could be kept");
        if (spec.InOrder && spec.Stratify) faults.Add("in_order", "it cannot be combined with stratify: classes do not come in equal shares");
        if (spec.InOrder && spec.TestFraction == 0 && spec.ValidationFraction == 0)
            faults.Add("in_order", "there is nothing to cut off; give test_fraction or validation_fraction");
        if (!Enum.IsDefined(spec.Normalise)) faults.Add("normalise", $"'{spec.Normalise}' is not known; known are {string.Join(", ", Enum.GetNames<Normalisation>())}");
        if (!Enum.IsDefined(spec.Vocabulary)) faults.Add("vocabulary", $"'{spec.Vocabulary}' is not known; known are {string.Join(", ", Enum.GetNames<Vocabulary>())}");
    }
}
