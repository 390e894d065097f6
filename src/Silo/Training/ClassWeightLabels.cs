using System.Text.Json;
using System.Text.Json.Nodes;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Silo.Training;

/// <summary>Class weights by label, as users give them, into a list by class index, as the engine takes them.</summary>
internal static class ClassWeightLabels
{
    private const string Key = "class_weights";

    /// <returns>The parameters, changed only where <c>class_weights</c> is an object; a label that is left out counts 1.</returns>
    public static string Resolve(string lossParameters, IReadOnlyList<string> labels, List<FieldViolation> faults)
    {
        if (Read(lossParameters) is not { } parameters || parameters[Key] is not JsonObject byLabel) return lossParameters;
        foreach (var label in byLabel.Select(pair => pair.Key).Where(label => !labels.Contains(label)))
            faults.Add(new($"loss_parameters.{Key}", $"'{label}' is no label of the data set; it has {Show(labels)}"));
        parameters[Key] = new JsonArray([.. labels.Select(label => byLabel[label]?.DeepClone() ?? JsonValue.Create(1))]);
        return parameters.ToJsonString();
    }

    // What is no JSON at all is reported with the other parameters of the loss.
    private static JsonObject? Read(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Show(IReadOnlyList<string> labels) =>
        labels.Count == 0 ? "none" : string.Join(", ", labels.Take(20)) + (labels.Count > 20 ? $", … ({labels.Count})" : "");
}
