using DistributedDL.Contracts.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace DistributedDL.Bench.Networks;

/// <summary>The recurrent networks of the recipes, and TorchSharp's layers of the same sizes.</summary>
internal static class RecurrentNetworks
{
    private const int Letters = 33, Window = 20, LstmUnits = 30;

    private const int Days = 10, RnnUnits = 5;

    /// <summary>8,703 parameters.</summary>
    public static BenchNetwork LstmTanh { get; } = Lstm("tanh");

    /// <summary>8,703 parameters. TorchSharp's LSTM knows tanh alone, so that is what it is compared with.</summary>
    public static BenchNetwork LstmRelu { get; } = Lstm("relu");

    /// <summary>41 parameters.</summary>
    public static BenchNetwork RnnRelu { get; } = new("rnn-relu",
        $$$"""{"input":[{{{Days}}},1],"layers":[{"simple_rnn":{"units":{{{RnnUnits}}},"activation":"relu"}},{"dense":{"units":1}}]}""",
        () => RecurrentModules.ReluRnn(1, RnnUnits, 1),
        (values, targets) => nn.functional.mse_loss(values.squeeze(1), targets), ScalarType.Float32, Days, Classes: 1)
    {
        PlainFeatures = features => features.unsqueeze(-1),
    };

    private static BenchNetwork Lstm(string activation) => new($"lstm-{activation}",
        $$$"""{"input":[{{{Window}}}],"layers":[{"one_hot":{"depth":{{{Letters}}}}},{"lstm":{"units":{{{LstmUnits}}},"activation":"{{{activation}}}"}},{"dense":{"units":{{{Letters}}},"activation":"softmax"}}]}""",
        () => RecurrentModules.Lstm(Letters, LstmUnits, Letters),
        (logits, targets) => nn.functional.cross_entropy(logits, targets), ScalarType.Int64, Window, Letters)
    {
        Indices = Letters,
        PlainFeatures = features => nn.functional.one_hot(features.to_type(ScalarType.Int64), Letters).to_type(ScalarType.Float32),
    };
}
