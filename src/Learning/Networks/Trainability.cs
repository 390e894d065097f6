using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Layers;

namespace DistributedDL.Learning.Networks;

/// <summary>What a network for inference may do, and one that trains may not.</summary>
internal static class Trainability
{
    public static void Check(IReadOnlyList<Layer> layers, List<FieldViolation> violations)
    {
        var learned = layers.TakeWhile(layer => !layer.Parameters.Any(parameter => parameter.Trainable)).Count();
        if (learned == layers.Count) violations.Add(new("layers", "no layer has parameters to train"));
        for (var i = learned; i < layers.Count; i++)
        {
            if (layers[i].Activation == Step.ActivationName)
                violations.Add(new($"layers[{i}]", $"layer '{layers[i].Name}' ends with {Step.ActivationName}, whose slope is 0 everywhere, so it is for inference only; sigmoid trains"));
        }
    }
}
