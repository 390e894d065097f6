using DistributedDL.Cli.Recipes.Yaml;

namespace DistributedDL.Cli.Recipes.Datasets;

internal static class SplitReader
{
    private const double BelowOne = 0.999999;

    public static RecipeSplit Read(MapReader? map)
    {
        if (map is null) return new RecipeSplit();
        var split = new RecipeSplit
        {
            TestFraction = map.Number("test_fraction", 0, BelowOne) ?? 0,
            ValidationFraction = map.Number("validation_fraction", 0, BelowOne) ?? 0,
            TestRows = map.Whole("test_rows", 0, long.MaxValue) ?? 0,
            InOrder = map.Flag("in_order", false),
            Stratify = map.Flag("stratify", false),
            Seed = map.Whole("seed", 0, long.MaxValue) ?? 0,
        };
        if (split is { TestRows: > 0, TestFraction: > 0 }) map.Fault("test_rows", "stands beside test_fraction; give one of them");
        if (split.TestFraction + split.ValidationFraction >= 1) map.Fault("validation_fraction", "with test_fraction it leaves nothing to train on; together they stay below 1");
        if (split is { InOrder: true, Stratify: true }) map.Fault("stratify", "stands beside in_order; give one of them");
        map.Complete();
        return split;
    }
}
