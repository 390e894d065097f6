using System.CommandLine;
using System.CommandLine.Parsing;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Training;
using Google.Protobuf.WellKnownTypes;
using Option = System.CommandLine.Option;

namespace DistributedDL.Cli.Training;

/// <summary>How a run learns: optimizer, loss, learning rate, and when to stop.</summary>
internal sealed class LearningOptions
{
    private const string Balanced = "balanced";

    private readonly Option<NamedParameters> _optimizer = NamedParameters.Option("--optimizer", "NAME[:KEY=X,…]",
        "sgd (momentum, nesterov), adam or adamw (beta1, beta2, epsilon), rmsprop (alpha, epsilon) or adagrad (epsilon), all with weight_decay; adam when left out.");
    private readonly Option<double?> _learningRate = CliOptions.Number("--learning-rate", "X", "Above 0; the optimizer's own default when left out.");
    private readonly Option<double?> _clipNorm = CliOptions.Number("--clip-norm", "X", "Largest norm of all gradients together; no bound when left out.");
    private readonly Option<NamedParameters> _loss = NamedParameters.Option("--loss", "NAME[:KEY=X,…]",
        "cross_entropy, binary_cross_entropy, hinge, mse, mae or huber (delta); chosen by the last activation when left out.");
    private readonly Option<string> _classWeights = CliOptions.Text("--class-weights", "LABEL=X,…", "What an example counts by its label, 1 where left out; or 'balanced'.");
    private readonly Option<double?> _labelSmoothing = CliOptions.Number("--label-smoothing", "X", "Share of the target given to all classes alike; 0 when left out.");
    private readonly Option<NamedParameters> _schedule = NamedParameters.Option("--schedule", "NAME[:KEY=X,…]",
        "constant, step (every, factor), cosine (minimum, epochs) or plateau (factor, patience, min_delta, minimum); constant when left out.");
    private readonly Option<int?> _warmup = CliOptions.Whole("--warmup-epochs", "N", "Epochs in which the learning rate grows from 0.", 1, 1_000_000);
    private readonly Option<int?> _patience = CliOptions.Whole("--early-stopping", "N", "End after N evaluations without a better one; the best epoch's weights are published.", 1, 1_000_000);
    private readonly Option<double?> _minDelta = CliOptions.Number("--min-delta", "X", "With --early-stopping: better means by more than this; 0 when left out.");
    private readonly Option<bool> _keepLast = CliOptions.Flag("--keep-last", "With --early-stopping: publish the last epoch's weights.");
    private readonly Option<bool> _keepBest = CliOptions.Flag("--keep-best", "Publish the best epoch's weights instead of the last one's.");
    private readonly Option<string> _monitor = CliOptions.Text("--monitor", "METRIC", "Tells the best epoch, as validation_accuracy; validation_loss, or train_loss without a validation split, when left out.");
    private readonly Option<int?> _evaluateEvery = CliOptions.Whole("--evaluate-every", "N", "Evaluate the validation split after every N epochs; 1 when left out.", 1, 1_000_000);

    private readonly Option<Struct> _augment = AugmentOption.Create();

    public IEnumerable<Option> All =>
        [_optimizer, _learningRate, _clipNorm, _loss, _classWeights, _labelSmoothing, _schedule, _warmup, _patience, _minDelta, _keepLast, _keepBest, _monitor, _evaluateEvery, _augment];

    /// <summary>Reports options that say nothing without another.</summary>
    public void Check(CommandResult result)
    {
        if (result.GetResult(_patience) is not null) return;
        foreach (var option in new Option[] { _minDelta, _keepLast }.Where(result.Has))
            result.AddError($"{option.Name}: it needs --early-stopping N");
    }

    /// <exception cref="CommandFailedException">Class weights that are none.</exception>
    public void Apply(CommandCall call, TrainingSpec spec)
    {
        spec.Optimizer = call.Get(_optimizer)?.Name ?? "";
        spec.OptimizerParameters = OrNull(call.Get(_optimizer)?.Parameters ?? new Struct());
        if (call.Get(_learningRate) is { } rate) spec.LearningRate = rate;
        if (call.Get(_clipNorm) is { } norm) spec.ClipNorm = norm;
        spec.Loss = call.Get(_loss)?.Name ?? "";
        spec.LossParameters = OrNull(LossParameters(call));
        spec.Schedule = Schedule(call);
        if (call.Get(_patience) is { } evaluations)
            spec.EarlyStopping = new EarlyStopping { Patience = evaluations, MinDelta = call.Get(_minDelta) ?? 0, KeepLast = call.Get(_keepLast) };
        spec.KeepBest = call.Get(_keepBest);
        spec.Monitor = call.Get(_monitor) ?? "";
        spec.EvaluateEvery = call.Get(_evaluateEvery) ?? 0;
        spec.Augment = call.Get(_augment);
    }

    private Struct LossParameters(CommandCall call)
    {
        var parameters = call.Get(_loss)?.Parameters ?? new Struct();
        if (call.Get(_labelSmoothing) is { } smoothing) parameters.Fields["label_smoothing"] = Value.ForNumber(smoothing);
        if (call.Get(_classWeights) is not { } weights) return parameters;
        parameters.Fields["class_weights"] = weights == Balanced
            ? Value.ForString(Balanced)
            : Value.ForStruct((NamedParameters.TryParse($"weights:{weights}")
                ?? throw new CommandFailedException($"--class-weights: '{weights}' is not '{Balanced}' or LABEL=X,… with each label once")).Parameters);
        return parameters;
    }

    private Schedule? Schedule(CommandCall call)
    {
        var (given, epochs) = (call.Get(_schedule), call.Get(_warmup));
        if (given is null && epochs is null) return null;
        var made = new Schedule { Kind = given?.Name ?? "constant", Parameters = given?.Parameters ?? new Struct() };
        if (epochs is { } count) made.Parameters.Fields["warmup_epochs"] = Value.ForNumber(count);
        return made;
    }

    private static Struct? OrNull(Struct parameters) => parameters.Fields.Count == 0 ? null : parameters;
}
