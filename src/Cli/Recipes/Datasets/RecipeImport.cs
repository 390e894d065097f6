using DistributedDL.Client.Datasets;

namespace DistributedDL.Cli.Recipes.Datasets;

/// <summary>What a recipe's data set asks of the import.</summary>
internal static class RecipeImport
{
    /// <param name="name">Of the data set on the server.</param>
    public static ImportSpec Spec(RecipeData data, string name)
    {
        var spec = new ImportSpec
        {
            Name = name,
            Format = Format(data.Format),
            LabelColumn = data.Target ?? "",
            Target = data.TargetForm switch { TargetForm.Class => TargetKind.Class, TargetForm.Value => TargetKind.Value, _ => TargetKind.Unspecified },
            Columns = { data.Columns },
            ImageSize = { data.Resize },
            SkipCorrupt = data.SkipCorrupt,
            Vocabulary = data.Vocabulary == Vocabulary.Words ? Client.Datasets.Vocabulary.Words : Client.Datasets.Vocabulary.Unspecified,
            JoinLines = data.JoinLines,
            WindowSteps = data.Window?.Steps ?? 0,
            WindowStride = data.Window?.Stride ?? 0,
        };
        if (data.Format == SourceFormat.Rows) spec.HasHeader = true;
        Divide(spec, data.Split);
        return spec;
    }

    private static void Divide(ImportSpec spec, RecipeSplit split)
    {
        spec.TestFraction = split.TestFraction;
        spec.ValidationFraction = split.ValidationFraction;
        spec.TestRows = split.TestRows;
        // The last rows are in order by themselves.
        spec.InOrder = split.InOrder && (split.TestRows == 0 || split.ValidationFraction > 0);
        spec.Stratify = split.Stratify;
        spec.Seed = split.Seed;
    }

    private static DataFormat Format(SourceFormat format) => format switch
    {
        SourceFormat.Idx => DataFormat.Idx,
        SourceFormat.Images => DataFormat.Images,
        SourceFormat.Text => DataFormat.Text,
        SourceFormat.Npy => DataFormat.Npy,
        _ => DataFormat.Csv,
    };
}
