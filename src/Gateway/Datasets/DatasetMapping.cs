using DistributedDL.Contracts.Datasets;
using Google.Protobuf.WellKnownTypes;
using Wire = DistributedDL.Client.Datasets;

namespace DistributedDL.Gateway.Datasets;

/// <summary>Between the wire and the grains.</summary>
internal static class DatasetMapping
{
    /// <summary>Of a spec that <see cref="ImportValidation"/> has let through.</summary>
    public static DatasetImportSpec ToContract(this Wire.ImportSpec spec) => new()
    {
        Format = spec.Format switch
        {
            Wire.DataFormat.Idx => DataFormat.Idx,
            Wire.DataFormat.Images => DataFormat.Images,
            Wire.DataFormat.Text => DataFormat.Text,
            Wire.DataFormat.Npy => DataFormat.Npy,
            _ => DataFormat.Csv,
        },
        HasHeader = spec.HasHasHeader ? spec.HasHeader : null,
        LabelColumn = spec.LabelColumn.Length == 0 ? null : spec.LabelColumn,
        Target = spec.Target switch
        {
            Wire.TargetKind.Class => TargetKind.Class,
            Wire.TargetKind.Value => TargetKind.Value,
            _ => TargetKind.Infer,
        },
        TestFraction = spec.TestFraction,
        ValidationFraction = spec.ValidationFraction,
        TestRows = spec.TestRows,
        Stratify = spec.Stratify,
        Seed = spec.Seed,
        NewVersion = spec.NewVersion,
        IgnoreColumns = [.. spec.IgnoreColumns],
        Columns = [.. spec.Columns],
        ImageSize = [.. spec.ImageSize],
        Grey = spec.Grey,
        SkipCorrupt = spec.SkipCorrupt,
        WindowSteps = spec.WindowSteps,
        WindowStride = spec.WindowStride,
        InOrder = spec.InOrder,
        Vocabulary = spec.Vocabulary == Wire.Vocabulary.Words ? Vocabulary.Words : Vocabulary.Characters,
        JoinLines = spec.JoinLines,
        WindowTarget = spec.WindowTarget == Wire.WindowTarget.EachNext ? WindowTarget.EachNext : WindowTarget.Next,
        Normalise = spec.Normalise switch
        {
            Wire.Normalisation.Max => Normalisation.Max,
            Wire.Normalisation.Standard => Normalisation.Standard,
            _ => Normalisation.None,
        },
    };

    public static Wire.Dataset ToWire(this DatasetReport report)
    {
        var dataset = new Wire.Dataset { Name = report.Name };
        foreach (var version in report.Versions) dataset.Versions.Add(version.ToWire(report.Name));
        return dataset;
    }

    public static Wire.DatasetVersion ToWire(this DatasetVersionReport report, string dataset)
    {
        var version = new Wire.DatasetVersion
        {
            Dataset = dataset,
            Version = report.Version,
            Features = report.Features.ToWire(),
            Target = report.Target.ToWire(),
            ManifestSha256 = report.ManifestSha256,
            LengthBytes = report.LengthBytes,
            CreatedAt = Timestamp.FromDateTimeOffset(report.CreatedAt),
            SkippedExamples = report.SkippedExamples,
        };
        foreach (var split in report.Splits)
            version.Splits.Add(new Wire.SplitSize { Name = split.Name, Examples = split.Examples, ClassCounts = { split.ClassCounts } });
        return version;
    }

    private static Wire.FeatureSchema ToWire(this FeatureSchema schema) => new()
    {
        Shape = { schema.Shape },
        ElementType = schema.ElementType.ToString(),
        Names = { schema.Names },
        Vocabulary = { schema.Vocabulary },
        Scales = { schema.Scales.Select(ToWire) },
    };

    private static Wire.TargetSchema ToWire(this TargetSchema schema) => new()
    {
        Name = schema.Name,
        Kind = schema.Kind switch
        {
            TargetKind.Class => Wire.TargetKind.Class,
            TargetKind.Value => Wire.TargetKind.Value,
            _ => Wire.TargetKind.Unspecified,
        },
        Labels = { schema.Labels },
        Shape = { schema.Shape },
        Scale = schema.Scale?.ToWire(),
    };

    private static Wire.ColumnScale ToWire(this ColumnScale scale) => new() { Offset = scale.Offset, Scale = scale.Scale };
}
