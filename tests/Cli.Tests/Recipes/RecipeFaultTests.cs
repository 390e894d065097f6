namespace DistributedDL.Cli.Tests.Recipes;

public class RecipeFaultTests
{
    [Theory]
    [InlineData("about: A test.", "abuot: A test.", "abuot", 2, 1, "unknown key 'abuot'; known are about, data, must_reach, networks, recipe, result, seeds, show, steps")]
    [InlineData("recipe: small\n", "", "recipe", 1, 1, "'recipe' is missing")]
    [InlineData("recipe: small", "recipe: ../small", "recipe", 1, 9, "is not a name")]
    [InlineData("about: A test.", "about: [1]", "about", 2, 8, "a list is not a text")]
    [InlineData("about: A test.", "seeds: [0, x]", "seeds[1]", 2, 12, "'x' is not a whole number from 0")]
    [InlineData("about: A test.", "seeds: [1, 1]", "seeds", 2, 8, "twice")]
    [InlineData("csv: points.csv", "cvs: points.csv", "data.points", 5, 5, "no source; one of courier_orders, csv, idx, images, npy, rows, text")]
    [InlineData("csv: points.csv", "csv: /etc/passwd", "data.points.csv", 5, 10, "is not a path inside the data folder")]
    [InlineData("csv: points.csv", "csv: a/../../b", "data.points.csv", 5, 10, "is not a path inside the data folder")]
    [InlineData("csv: points.csv", "csv: { test: a.csv }", "data.points.csv", 5, 10, "has no train split")]
    [InlineData("csv: points.csv", "csv: { train: a.csv, tets: b.csv }", "data.points.csv.tets", 5, 26, "unknown key 'tets'; known are test, train, validation")]
    [InlineData("target: y", "target: y\n    resize: [5, 5]", "data.points.resize", 7, 5, "unknown key 'resize'")]
    [InlineData("target: y", "target: y\n    window: { steps: 0 }", "data.points.window.steps", 7, 22, "'0' is not a whole number from 1 to 100,000")]
    [InlineData("target: y", "target: y\n    split: { test_fraction: 1 }", "data.points.split.test_fraction", 7, 29, "'1' is not a number from 0 to 0.999999")]
    [InlineData("target: y", "target: y\n    normalise: min", "data.points.normalise", 7, 16, "unknown normalisation 'min'; known are max, standard")]
    [InlineData("units: 25", "units: 25, name: [", "recipe", 12, 36, "not YAML")]
    [InlineData("input: [2]", "input: [two]", "networks.mlp.input[0]", 10, 13, "not a whole number")]
    [InlineData("parameters: 101", "parameters: many", "networks.mlp.parameters", 9, 17, "'many' is not a whole number")]
    [InlineData("network: mlp", "network: cnn", "steps[0].network", 16, 14, "unknown network 'cnn'; known are mlp")]
    [InlineData("    network: mlp\n", "", "steps[0]", 15, 5, "one of network and from is expected")]
    [InlineData("    data: points\n    epochs", "    data: pionts\n    epochs", "steps[0].data", 17, 11, "unknown data 'pionts'; known are points")]
    [InlineData("epochs: 10", "epochs: ten", "steps[0].epochs", 18, 13, "'ten' is not a whole number from 1 to 1,000,000")]
    [InlineData("epochs: 10", "epochs: \"10\"", "steps[0].epochs", 18, 13, "is not a whole number")]
    [InlineData("epochs: 10", "epochs: 10\n    evaluate_at: [20]", "steps[0].evaluate_at", 19, 18, "20 is after the last of 10 epochs")]
    [InlineData("epochs: 10", "epochs: 10\n    evaluate: [tset]", "steps[0].evaluate", 19, 15, "unknown split 'tset'; known are train, validation, test")]
    [InlineData("epochs: 10", "epochs: 10\n    learning_rate: 0", "steps[0].learning_rate", 19, 20, "'0' is not a number above 0")]
    [InlineData("epochs: 10", "epochs: 10\n    learning_rate: .nan", "steps[0].learning_rate", 19, 20, "is not a number")]
    [InlineData("epochs: 10", "epochs: 10\n    freeze: [a]", "steps[0].freeze", 19, 13, "needs 'from'")]
    [InlineData("epochs: 10", "epochs: 10\n    batch_size: some", "steps[0].batch_size", 19, 17, "'some' is not a whole number")]
    [InlineData("epochs: 10", "epochs:", "steps[0].epochs", 18, 12, "has no value")]
    [InlineData("  - train: rings", "  - learn: rings", "steps[0]", 15, 5, "unknown step 'learn'; a step begins with one of best_price, continue, evaluate")]
    [InlineData("metric: train_accuracy, at_least: 0.9", "metric: train_accuracy", "must_reach[0]", 20, 5, "one of at_least and at_most")]
    [InlineData("at_least: 0.9", "at_least: 0.9, model: squares", "must_reach[0].model", 20, 53, "unknown model 'squares'; known are rings")]
    [InlineData("scatter:", "scater:", "show[0]", 22, 5, "unknown figure 'scater'; one of acceptance, bending, boundary")]
    [InlineData("scatter: { data: points }", "scatter: { data: points, size: 4 }", "show[0].scatter.size", 22, 30, "unknown key 'size'")]
    public void Parse_OneFault_NamesPathLineColumnAndWhat(string old, string replacement, string field, int line, int column, string words)
    {
        // A fault that hides a model's or data set's name makes no second one about its absence.
        var faults = RecipeText.Faults(RecipeText.With(old, replacement));

        Assert.Contains(faults, fault => fault.Field == field
            && fault.Description.StartsWith($"line {line}, column {column}: ", StringComparison.Ordinal)
            && fault.Description.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_ManyFaults_ReportsAllInTheOrderOfTheText()
    {
        var text = RecipeText.Right.Replace("target: y", "taget: y", StringComparison.Ordinal)
            .Replace("epochs: 10", "epochs: -1", StringComparison.Ordinal)
            .Replace("at_least: 0.9", "at_lest: 0.9", StringComparison.Ordinal);

        var faults = RecipeText.Faults(text);

        Assert.Equal(["data.points.taget", "steps[0].epochs", "must_reach[0]", "must_reach[0].at_lest"], faults.Select(fault => fault.Field));
    }

    [Theory]
    [InlineData("", 1, "expected keys with values")]
    [InlineData("just words", 1, "expected keys with values")]
    [InlineData("a: 1\n---\nb: 2", 3, "one document; 2 were found")]
    [InlineData("a: 1\na: 2", 2, "not YAML")]
    [InlineData("a: &x 1\nb: *x", 1, "anchors and aliases")]
    public void Parse_NotOneMapping_IsAFaultOfTheWhole(string text, int line, string words)
    {
        var fault = RecipeText.Faults(text)[0];

        Assert.Equal("recipe", fault.Field);
        Assert.StartsWith($"line {line}, ", fault.Description, StringComparison.Ordinal);
        Assert.Contains(words, fault.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_DeepNesting_IsRefusedBeforeATreeIsBuilt() =>
        Assert.Contains("nested deeper than 32", RecipeText.Faults("a: " + new string('[', 5_000))[0].Description, StringComparison.Ordinal);

    [Fact]
    public void Parse_HugeText_IsRefused() =>
        Assert.Contains("at most 1000000", RecipeText.Faults(new string('a', 1_000_001))[0].Description, StringComparison.Ordinal);

    [Fact]
    public void Parse_RaggedWeights_NameThePlace() => RecipeText.HasFault(
        RecipeText.With("  - train: rings\n    network: mlp\n    data: points\n    epochs: 10",
            "  - set_weights: rings\n    network: mlp\n    data: points\n    weights: { dense: { weight: [[1, 2], [3]] } }"),
        "steps[0].weights.dense.weight[1]", 18, 42, "a list of 2 is expected");

    [Fact]
    public void Parse_ModelMadeTwice_IsAFault() => RecipeText.HasFault(
        RecipeText.With("must_reach:", "  - { train: rings, network: mlp, data: points, epochs: 1 }\nmust_reach:"),
        "steps[1].train", 19, 14, "'continue' trains it further");

    [Fact]
    public void Parse_SeveralModelsWithoutResult_AsksWhich() => RecipeText.HasFault(
        RecipeText.With("must_reach:", "  - { train: more, network: mlp, data: points, epochs: 1 }\nmust_reach:"),
        "result", 1, 1, "which of the models more, rings is it?");

    [Fact]
    public void Parse_RowOfAnotherWidth_IsAFault() => RecipeText.HasFault(
        RecipeText.With("csv: points.csv\n    target: y", "columns: [a, b, y]\n    rows: [[0, 1, 1], [0, 1]]\n    target: y"),
        "data.points.rows[1]", 6, 23, "2 values; the 3 columns need one each");
}
