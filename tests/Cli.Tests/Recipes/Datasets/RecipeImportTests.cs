using DistributedDL.Cli.Recipes;
using DistributedDL.Cli.Recipes.Datasets;
using DistributedDL.Client.Datasets;

namespace DistributedDL.Cli.Tests.Recipes.Datasets;

public sealed class RecipeImportTests
{
    private const string Source = "csv: points.csv\n    target: y";

    [Fact]
    public void Spec_CsvWithWindow_NamesColumnsAndSteps()
    {
        var spec = Spec("csv: { train: a.csv, test: b.csv }\n    columns: [close]\n    target: close\n    target_is: value\n    window: { steps: 10, stride: 2 }");

        Assert.Equal((DataFormat.Csv, "close", TargetKind.Value), (spec.Format, spec.LabelColumn, spec.Target));
        Assert.Equal(["close"], spec.Columns);
        Assert.Equal((10, 2), (spec.WindowSteps, spec.WindowStride));
        Assert.False(spec.HasHasHeader);
    }

    [Fact]
    public void Spec_Images_HasSizeAndWhatBecomesOfCorruptOnes()
    {
        var spec = Spec("images: pets.zip\n    resize: [50, 40]\n    corrupt: skip");

        Assert.Equal(DataFormat.Images, spec.Format);
        Assert.Equal([50, 40], spec.ImageSize);
        Assert.True(spec.SkipCorrupt);
    }

    [Fact]
    public void Spec_Text_HasVocabularyAndLines()
    {
        var spec = Spec("text: plays.txt\n    vocabulary: words\n    join_lines: true\n    window: { steps: 5 }\n    split: { validation_fraction: 0.1, in_order: true }");

        Assert.Equal((DataFormat.Text, Client.Datasets.Vocabulary.Words), (spec.Format, spec.Vocabulary));
        Assert.True(spec.JoinLines);
        Assert.True(spec.InOrder);
        Assert.Equal(0.1, spec.ValidationFraction);
    }

    [Fact]
    public void Spec_Npy_IsOfArrays()
    {
        var spec = Spec("npy: { train: { features: x.npy, targets: y.npy } }\n    target_is: value");

        Assert.Equal((DataFormat.Npy, TargetKind.Value), (spec.Format, spec.Target));
    }

    [Fact]
    public void Spec_LastRowsInOrder_AsksForRowsOnly()
    {
        var spec = Spec($"{Source}\n    split: {{ test_rows: 5, in_order: true }}");

        Assert.Equal(5, spec.TestRows);
        Assert.False(spec.InOrder);
    }

    private static ImportSpec Spec(string source) =>
        RecipeImport.Spec(RecipeYaml.Parse(RecipeText.With(Source, source)).Data["points"], "small-points");
}
