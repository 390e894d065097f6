namespace DistributedDL.Learning.Activations;

/// <summary>Every activation, as a layer and as the <c>activation</c> of another.</summary>
internal static class ActivationKinds
{
    public static IReadOnlyList<IActivationKind> All { get; } =
    [
        new LinearKind(),
        new SigmoidKind(),
        new TanhKind(),
        new ReluKind(),
        new LeakyReluKind(),
        new EluKind(),
        new GeluKind(),
        new SoftmaxKind(),
        new StepKind(),
    ];

    public static IActivationKind Default => All[0];

    public static string Known { get; } = string.Join(", ", All.Select(kind => kind.Name));

    public static IActivationKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
