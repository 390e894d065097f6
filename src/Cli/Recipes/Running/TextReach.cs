using System.Text.Json.Nodes;
using DistributedDL.Cli.Prediction;
using DistributedDL.Cli.Recipes.Datasets;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Reports.Figures;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>What steps and figures of text ask of their model.</summary>
internal static class TextReach
{
    public static IEnumerable<FieldViolation> Faults(Recipe recipe) =>
    [
        .. recipe.Steps.Index().SelectMany(step => step.Item switch
        {
            NextLettersStep letters => Letters(recipe, letters, $"steps[{step.Index}].next_letters"),
            GenerateStep generate => Generate(recipe, generate, step.Index),
            _ => [],
        }),
        .. recipe.Figures.Index().SelectMany(figure => figure.Item switch
        {
            NextLettersFigure letters => Shown<NextLettersStep>(recipe, letters.Model, $"show[{figure.Index}].next_letters", "next_letters"),
            GeneratedFigure generated => Shown<GenerateStep>(recipe, generated.Model, $"show[{figure.Index}].generated", "generate"),
            _ => [],
        }),
    ];

    private static IEnumerable<FieldViolation> Letters(Recipe recipe, NextLettersStep step, string field)
    {
        if (recipe.DataOf(step.Model) is not { Format: SourceFormat.Text, Vocabulary: Vocabulary.Characters, Window.Target: WindowTarget.Next })
            yield return new(field, $"{step.Model} does not predict the character after a window: its data need 'text', a vocabulary of characters, and windows with the target 'next'");
    }

    private static IEnumerable<FieldViolation> Generate(Recipe recipe, GenerateStep step, int index)
    {
        var field = $"steps[{index}].generate";
        if (recipe.DataOf(step.Model) is not { Format: SourceFormat.Text, Vocabulary: Vocabulary.Characters, Window: { } window })
        {
            yield return new(field, $"{step.Model} does not predict characters: its data need 'text' and a vocabulary of characters");
            yield break;
        }
        var length = CharacterCodes.Split(step.Start).Count;
        if (window.Target == WindowTarget.Next && length < window.Steps)
            yield return new($"steps[{index}].start", $"has {length} characters; {step.Model} predicts after whole windows, of {window.Steps}");
        if (window.Target == WindowTarget.EachNext && Layers(recipe, step.Model).Any(IsBidirectional))
            yield return new(field, $"{step.Model} has a bidirectional layer, which sees the characters that it is to say");
        if (recipe.Steps.Take(index).OfType<GenerateStep>().Any(above => above.Model == step.Model))
            yield return new(field, $"a step above lets {step.Model} write already; one text a model is kept");
    }

    private static IEnumerable<FieldViolation> Shown<T>(Recipe recipe, string model, string field, string verb) where T : RecipeStep
    {
        if (!recipe.Steps.OfType<T>().Any(step => step.Model == model))
            yield return new(field, $"there is nothing to show; a step '{verb}: {model}' makes it");
    }

    // Layers that a new head has replaced are among them: refusing one of these is rare, and the words say which model.
    private static IEnumerable<LayerSpec> Layers(Recipe recipe, string model) => recipe.Steps.First(step => step.Model == model) switch
    {
        TrainStep { Network: { } network } => recipe.Networks[network].Architecture.Layers,
        TrainStep { From: { } from } train => Layers(recipe, from).Concat(train.Transfer?.NewHead ?? []),
        SetWeightsStep set => recipe.Networks[set.Network].Architecture.Layers,
        _ => [],
    };

    private static bool IsBidirectional(LayerSpec layer) =>
        JsonNode.Parse(layer.Parameters)?["bidirectional"] is JsonValue value && value.TryGetValue(out bool flag) && flag;
}
