using DistributedDL.Cli.Recipes.Networks;
using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Contracts.Models;
using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Recipes.Steps;

internal static class TransferReader
{
    private static readonly string[] Keys = ["freeze", "features_at", "new_head", "unfreeze_at_epoch", "body_learning_rate", "keep_optimizer"];

    public static TransferPlan? Read(MapReader map)
    {
        var given = Keys.Where(map.Has).ToList();
        if (!map.Has("from"))
            foreach (var key in given) map.Fault(key, "needs 'from', the model to start from");
        var (frozen, allButLast) = Freeze(map);
        var (after, head) = Head(map.Map("new_head"));
        var plan = new TransferPlan
        {
            Freeze = frozen,
            FreezeAllButLast = allButLast,
            FeaturesAt = map.Text("features_at"),
            NewHeadAfter = after,
            NewHead = head,
            UnfreezeAtEpoch = map.Int("unfreeze_at_epoch", 1, TrainStep.MaxEpochs),
            BodyLearningRate = TrainReader.Rate(map, "body_learning_rate"),
            KeepOptimizer = map.Flag("keep_optimizer", false),
        };
        if (plan.UnfreezeAtEpoch is not null && !map.Has("freeze")) map.Fault("unfreeze_at_epoch", "nothing is frozen; 'freeze' names layers");
        if (plan.FeaturesAt is not null && plan.UnfreezeAtEpoch is not null) map.Fault("unfreeze_at_epoch", "features_at computes the body once, so that it never trains");
        return given.Count == 0 ? null : plan;
    }

    private static (IReadOnlyList<string> Layers, int AllButLast) Freeze(MapReader map)
    {
        if (map.Node("freeze") is not YamlMappingNode) return (map.Texts("freeze"), 0);
        var form = map.Map("freeze")!;
        var last = form.Int("all_but_last", 1, 100_000, required: true) ?? 1;
        form.Complete();
        return ([], last);
    }

    private static (string? After, IReadOnlyList<LayerSpec> Layers) Head(MapReader? map)
    {
        if (map is null) return (null, []);
        var head = (map.Text("after", required: true), NetworkReader.Layers(map));
        map.Complete();
        return head;
    }
}
