using DistributedDL.Cli.Recipes.Datasets;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Cli.Reports.Results;

/// <summary>
/// What figures ask of a recipe that has run; <c>ddl run</c> answers through the service. All values are in the raw
/// unit of the data, whatever the recipe's normalisation. With several seeds, the answers are those of the first.
/// </summary>
public interface IRecipeResults
{
    /// <summary>The first <paramref name="limit"/> examples of a split in its order; of all splits when it is null.</summary>
    Task<ExampleTable> Examples(string data, string? split, int limit, CancellationToken cancellation);

    /// <summary>Predicts features of any origin.</summary>
    /// <param name="model">A model of the recipe.</param>
    /// <param name="afterEpoch">One of the model's <c>versions_at</c>, 0 for the weights that it started from; its last version when null.</param>
    /// <param name="features">Row-major <c>[examples, …input shape]</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<OutputTable> Predict(string model, int? afterEpoch, float[] features, CancellationToken cancellation);

    Task<EvaluationReport> Evaluate(string model, string data, string split, CancellationToken cancellation);

    /// <summary>Every recorded epoch of a model, over all its phases, counted from 1.</summary>
    IReadOnlyList<EpochReport> History(string model);

    /// <summary>What the model's <c>next_letters</c> step predicted.</summary>
    IReadOnlyList<NextLetter> NextLetters(string model);

    /// <summary>What the model's <c>generate</c> step wrote, its start included.</summary>
    string Generated(string model);

    /// <summary>How the model's <c>learn_online</c> step went.</summary>
    IReadOnlyList<StreamReport> Stream(string model);

    /// <summary>What generated the data.</summary>
    CourierOrders Orders(string data);
}
