using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.Losses;

/// <summary>Every loss, found by its name.</summary>
internal static class LossKinds
{
    private static readonly ILossKind[] All =
    [
        new CrossEntropyKind(), new BinaryCrossEntropyKind(), new MeanSquaredErrorKind(), new MeanAbsoluteErrorKind(), new HuberKind(), new HingeKind(),
    ];

    public static string Known { get; } = string.Join(", ", All.Select(kind => kind.Name));

    /// <param name="name">When null, the loss that belongs to the last activation.</param>
    /// <param name="parameters">A JSON object.</param>
    /// <returns>Null, and a violation, for an unknown name.</returns>
    public static Loss? Find(string? name, string parameters, string activation, int outputWidth, List<FieldViolation> violations)
    {
        var chosen = name ?? activation switch
        {
            Softmax.ActivationName => CrossEntropy.LossName,
            Sigmoid.ActivationName => BinaryCrossEntropy.LossName,
            _ => MeanSquaredError.LossName,
        };
        if (Array.Find(All, kind => kind.Name == chosen) is not { } kind)
        {
            violations.Add(new("loss", $"'{name}' is unknown; known are {Known}"));
            return null;
        }
        var loss = SpecBinder.Read("loss_parameters", $"loss {chosen}", parameters, violations, binder => kind.Bind(binder, outputWidth));
        loss?.Check(activation, outputWidth, violations);
        return loss;
    }

    public static Loss? Find(string? name, string activation, int outputWidth, List<FieldViolation> violations) =>
        Find(name, "{}", activation, outputWidth, violations);
}
