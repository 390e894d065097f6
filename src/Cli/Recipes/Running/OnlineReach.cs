using DistributedDL.Cli.Recipes.Datasets;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Reports.Figures;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>What steps and figures of online learning ask of their model and data.</summary>
internal static class OnlineReach
{
    public static IEnumerable<FieldViolation> Faults(Recipe recipe) =>
    [
        .. recipe.Steps.Index().SelectMany(step => step.Item switch
        {
            LearnOnlineStep online => Online(recipe, online, $"steps[{step.Index}]"),
            BestPriceStep price => Price(recipe, price, $"steps[{step.Index}]"),
            ContinueStep more when Learned(recipe, more.Model) is not null =>
                [new($"steps[{step.Index}].continue", $"{more.Model} was made by learn_online, which has no epochs; 'train' with 'from: {more.Model}' goes on from its weights")],
            _ => [],
        }),
        .. recipe.Figures.Index().SelectMany(figure => figure.Item switch
        {
            PrequentialFigure shown when Learned(recipe, shown.Model) is null => [new($"show[{figure.Index}].prequential", $"there is nothing to show; a step 'learn_online: {shown.Model}' makes it")],
            AcceptanceFigure shown => Shown(recipe, shown, $"show[{figure.Index}].acceptance"),
            _ => Array.Empty<FieldViolation>(),
        }),
    ];

    private static IEnumerable<FieldViolation> Online(Recipe recipe, LearnOnlineStep step, string field)
    {
        var data = recipe.Data[step.Data];
        if (data.Format != SourceFormat.Rows || data.Normalise != Normalisation.None || data.Window is not null || data.Target != data.Columns[^1])
            yield return new($"{field}.data", $"{step.Data} is no stream of rows: it needs 'rows' or 'courier_orders', the target in the last column, neither windows nor normalisation");
        foreach (var late in step.VersionsAt.Where(row => row > data.Rows.Count)) yield return new($"{field}.versions_at", $"{late} is after the last of {data.Rows.Count} rows");
    }

    private static IEnumerable<FieldViolation> Price(Recipe recipe, BestPriceStep step, string field)
    {
        if (recipe.Data[step.Data].Orders is null) yield return new($"{field}.data", $"{step.Data} has no price whose acceptance is known; it needs 'courier_orders'");
        if (Learned(recipe, step.Model) is null) yield return new($"{field}.best_price", $"{step.Model} has seen no stream, so that which acceptance is true is not known; a step 'learn_online: {step.Model}' makes it");
        else if (step.After is { } after && !Kept(recipe, step.Model, after)) yield return new($"{field}.after", $"{step.Model} has no version after {after} rows; versions_at names them");
    }

    private static IEnumerable<FieldViolation> Shown(Recipe recipe, AcceptanceFigure figure, string field)
    {
        if (recipe.Data[figure.Data].Orders is null) yield return new($"{field}.data", $"{figure.Data} has no price whose acceptance is known; it needs 'courier_orders'");
        foreach (var after in figure.At.Where(after => !Kept(recipe, figure.Model, after))) yield return new($"{field}.at", $"{figure.Model} has no version after {after} rows; versions_at names them");
    }

    private static bool Kept(Recipe recipe, string model, int after) =>
        Learned(recipe, model) is { } step && (step.VersionsAt.Contains(after) || after == recipe.Data[step.Data].Rows.Count);

    private static LearnOnlineStep? Learned(Recipe recipe, string model) => recipe.Steps.OfType<LearnOnlineStep>().FirstOrDefault(step => step.Model == model);
}
