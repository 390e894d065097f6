using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Activations;

namespace DistributedDL.Learning.Losses;

/// <summary>Every loss, found by its name.</summary>
internal static class LossKinds
{
    private static readonly Loss[] All = [new CrossEntropy(), new BinaryCrossEntropy(), new MeanSquaredError()];

    public static string Known { get; } = string.Join(", ", All.Select(loss => loss.Name));

    /// <param name="name">When null, the loss that belongs to the last activation.</param>
    /// <returns>Null, and a violation, for an unknown name.</returns>
    public static Loss? Find(string? name, string activation, int outputWidth, List<FieldViolation> violations)
    {
        var chosen = name ?? activation switch
        {
            Softmax.ActivationName => CrossEntropy.LossName,
            Sigmoid.ActivationName => BinaryCrossEntropy.LossName,
            _ => MeanSquaredError.LossName,
        };
        var loss = Array.Find(All, loss => loss.Name == chosen);
        if (loss is null) violations.Add(new("loss", $"'{name}' is unknown; known are {Known}"));
        else loss.Check(activation, outputWidth, violations);
        return loss;
    }
}
