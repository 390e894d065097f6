using DistributedDL.Contracts.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace DistributedDL.Bench.Networks;

/// <summary>A network in both worlds: our architecture, and TorchSharp's own modules with the same layers.</summary>
/// <param name="Name">In the names of figures.</param>
/// <param name="Spec">Our architecture, as JSON.</param>
/// <param name="Modules">The same network without its last activation.</param>
/// <param name="PlainLoss">TorchSharp's loss of logits <c>[batch, outputs]</c> and targets.</param>
/// <param name="Classes">Number of classes that targets are drawn from; 1 for values.</param>
internal sealed record BenchNetwork(string Name, string Spec, Func<nn.Module<Tensor, Tensor>> Modules, Func<Tensor, Tensor, Tensor> PlainLoss, ScalarType TargetType, int Width, int Classes)
{
    /// <summary>Features are whole numbers below this; 0 for numbers from 0 to 1.</summary>
    public int Indices { get; init; }

    /// <summary>Features <c>[batch, width]</c> as TorchSharp's modules take them, made before anything is timed.</summary>
    public Func<Tensor, Tensor> PlainFeatures { get; init; } = features => features;

    public ArchitectureSpec Architecture => ArchitectureJson.Parse(Spec);

    /// <summary>386,718 parameters.</summary>
    public static BenchNetwork Mlp { get; } = new("mlp",
        """{"input":[784],"layers":[{"dense":{"units":392,"activation":"relu"}},{"dense":{"units":196,"activation":"relu"}},{"dense":{"units":10,"activation":"softmax"}}]}""",
        () => nn.Sequential(nn.Linear(784, 392), nn.ReLU(), nn.Linear(392, 196), nn.ReLU(), nn.Linear(196, 10)),
        (logits, targets) => nn.functional.cross_entropy(logits, targets), ScalarType.Int64, 784, 10);

    /// <summary>101 parameters.</summary>
    public static BenchNetwork Small { get; } = new("small",
        """{"input":[2],"layers":[{"dense":{"units":25,"activation":"sigmoid"}},{"dense":{"units":1,"activation":"sigmoid"}}]}""",
        () => nn.Sequential(nn.Linear(2, 25), nn.Sigmoid(), nn.Linear(25, 1)), PlainBinary, ScalarType.Float32, 2, 2);

    /// <summary>506,017 parameters.</summary>
    public static BenchNetwork Cnn { get; } = new("cnn",
        """
        {"input":[50,50,3],"layers":[{"conv2d":{"filters":32,"kernel":3,"activation":"relu"}},"max_pool",{"conv2d":{"filters":32,"kernel":3,"activation":"relu"}},"max_pool",
        "flatten",{"dense":{"units":128,"activation":"relu"}},{"dense":{"units":1,"activation":"sigmoid"}}]}
        """,
        () => nn.Sequential(nn.Unflatten(1, [50, 50, 3]), new ChannelsFirst(), nn.Conv2d(3, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(3872, 128), nn.ReLU(), nn.Linear(128, 1)), PlainBinary, ScalarType.Float32, 7500, 2);

    /// <summary>10 parameters.</summary>
    public static BenchNetwork Logistic { get; } = new("logistic",
        """{"input":[9],"layers":[{"dense":{"units":1,"activation":"sigmoid"}}]}""",
        () => nn.Linear(9, 1), PlainBinary, ScalarType.Float32, 9, 2);

    /// <summary>194 parameters.</summary>
    public static BenchNetwork MlpSmall { get; } = new("mlp-small",
        """{"input":[9],"layers":[{"dense":{"units":16,"activation":"relu"}},{"dense":{"units":2,"activation":"softmax"}}]}""",
        () => nn.Sequential(nn.Linear(9, 16), nn.ReLU(), nn.Linear(16, 2)),
        (logits, targets) => nn.functional.cross_entropy(logits, targets), ScalarType.Int64, 9, 2);

    private static Tensor PlainBinary(Tensor logits, Tensor targets) =>
        nn.functional.binary_cross_entropy_with_logits(logits.squeeze(1), targets);
}
