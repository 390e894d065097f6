using DistributedDL.Cli.Recipes;
using DistributedDL.Cli.Recipes.Datasets;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Reports.Figures;
using DistributedDL.Contracts.Models;

namespace DistributedDL.Cli.Tests.Recipes;

public class RecipeYamlTests
{
    [Fact]
    public void Parse_RightRecipe_ReadsEveryPart()
    {
        var recipe = RecipeYaml.Parse(RecipeText.Right);

        Assert.Equal(("small", "A test.", "rings"), (recipe.Name, recipe.About, recipe.Result));
        Assert.Equal([0L], recipe.Seeds);
        Assert.Equal(new SourceFile(null, "rows", "points.csv"), Assert.Single(recipe.Data["points"].Files));
        Assert.Equal(101, recipe.Networks["mlp"].Parameters);
        var train = Assert.IsType<TrainStep>(Assert.Single(recipe.Steps));
        Assert.Equal(("rings", "mlp", "points", 10, 32), (train.Model, train.Network, train.Data, train.Epochs, train.BatchSize));
        Assert.Equal(0.9, Assert.Single(recipe.MustReach).AtLeast);
        Assert.Equal("points", Assert.IsType<ScatterFigure>(Assert.Single(recipe.Figures)).Data);
        Assert.Same(recipe.Data["points"], recipe.DataOf("rings"));
    }

    [Fact]
    public void Parse_Network_HasTheFormOfArchitectureJson()
    {
        var written = RecipeYaml.Parse(RecipeText.Right).Networks["mlp"].Architecture;

        var again = ArchitectureJson.Parse(ArchitectureJson.Write(written));

        Assert.Equal([2], again.Input);
        Assert.Equal(written.Layers, again.Layers);
        Assert.Equal("""{"units":25,"activation":"sigmoid"}""", again.Layers[0].Parameters);
    }

    [Fact]
    public void Parse_EverySettingOfATraining_IsRead()
    {
        var recipe = RecipeYaml.Parse(RecipeText.With("    epochs: 10", """
                epochs: 10
                batch_size: all
                optimizer: { sgd: { momentum: 0.9 } }
                learning_rate: 0.01
                loss: huber
                schedule: { cosine: { warm_up_epochs: 1 } }
                clip_norm: 1
                shuffle: false
                augment: { flip_horizontal: true }
                early_stopping: { metric: validation_loss, patience: 3 }
                stop_when: { metric: train_accuracy, at_least: 0.99 }
                restart_when: { metric: train_r2, below: 0.5, after_epoch: 5, attempts: 3 }
                evaluate_at: [1, 5]
                evaluate_every: 4
                evaluate: [train, test]
                versions_at: 5
            """));

        var train = (TrainStep)recipe.Steps[0];
        Assert.Null(train.BatchSize);
        Assert.Equal(("sgd", """{"momentum":0.9}"""), (train.Optimizer.Kind, train.Optimizer.Settings));
        Assert.Equal(("huber", "{}"), (train.Loss!.Kind, train.Loss.Settings));
        Assert.Equal("""{"warm_up_epochs":1}""", train.Schedule!.Settings);
        Assert.Equal("""{"flip_horizontal":true}""", train.Augment);
        Assert.Equal((0.01, 1.0, false), (train.LearningRate, train.ClipNorm, train.Shuffle));
        Assert.Equal(new EarlyStopping("validation_loss", 3, 0, true), train.EarlyStopping);
        Assert.Equal(new StopWhen("train_accuracy", 0.99, null), train.StopWhen);
        Assert.Equal(new RestartWhen("train_r2", 0.5, 5, 3), train.RestartWhen);
        Assert.Equal([1, 4, 5, 8, 10], train.Evaluation.Epochs(0, 10));
        Assert.Equal([5], train.Evaluation.VersionsAt);
        Assert.Equal(["train", "test"], train.Evaluation.Splits);
    }

    [Fact]
    public void Parse_Transfer_IsRead()
    {
        var recipe = RecipeYaml.Parse(RecipeText.With("must_reach:", """
              - train: new
                from: rings
                data: points
                epochs: 5
                freeze: { all_but_last: 1 }
                unfreeze_at_epoch: 3
                body_learning_rate: 0.0001
                new_head: { after: dense_1, layers: [{ dense: { units: 3 } }] }
            result: new
            must_reach:
            """));

        var transfer = ((TrainStep)recipe.Steps[1]).Transfer!;
        Assert.Equal((1, 3, 0.0001), (transfer.FreezeAllButLast, transfer.UnfreezeAtEpoch, transfer.BodyLearningRate));
        Assert.Equal(("dense_1", "dense"), (transfer.NewHeadAfter, Assert.Single(transfer.NewHead).Kind));
        Assert.Equal("new", recipe.Result);
    }

    [Fact]
    public void Parse_HandSetWeights_KeepShapeAndValues()
    {
        var recipe = RecipeYaml.Parse(RecipeText.With("  - train: rings\n    network: mlp\n    data: points\n    epochs: 10",
            "  - set_weights: gate\n    network: mlp\n    data: points\n    weights: { dense: { weight: [[1, 2.5], [-3, 4]], bias: [0, 1] } }"));

        var weights = ((SetWeightsStep)recipe.Steps[0]).Weights;
        Assert.Equal([2, 2], weights["dense.weight"].Shape);
        Assert.Equal([1, 2.5f, -3, 4], weights["dense.weight"].Values);
        Assert.Equal([2], weights["dense.bias"].Shape);
    }
}
