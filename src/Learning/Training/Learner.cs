using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Losses;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using DistributedDL.Learning.Optimizers;

namespace DistributedDL.Learning.Training;

/// <summary>What training and online learning share: a network, its loss and its optimizer, and the one step of them.</summary>
internal sealed class Learner : IDisposable
{
    /// <summary>A probability that came out as 0 was at most this.</summary>
    private const float MinNormal = 1.17549435e-38f;

    private readonly int _operations;
    private int _examples;
    private Pass? _pass;
    private NativeBuffer? _outputs;

    public Learner(Network network, LearnerSpec spec, List<FieldViolation> violations)
    {
        Network = network;
        Loss = LossKinds.Find(spec.Loss, spec.LossParameters, network.Activation, network.Form.Width, violations)!;
        var optimizer = spec.BindOptimizer(violations);
        Trainability.Check(network.Layers, violations);
        InvalidArgumentException.ThrowIfAny(violations);
        Optimizer = new Optimizer(network.Parameters, optimizer!) { ClipNorm = spec.ClipNorm };
        _operations = LogitOperations(network, Loss);
    }

    public Network Network { get; }

    /// <summary>The run's seed: with the number of updates done, where chance within a step comes from.</summary>
    public long Seed { get; init; }

    public Loss Loss { get; }

    public Optimizer Optimizer { get; }

    /// <summary>Operations before the activation that the loss does itself.</summary>
    public static int LogitOperations(Network network, Loss loss) =>
        network.OperationCount - (loss.Absorbs(network.Activation) ? 1 : 0);

    /// <summary>Where the raw features of the next batch go, <c>[examples, InputWidth]</c>.</summary>
    public Span<float> Input(int examples)
    {
        _examples = examples;
        _pass = Network.RequirePass(examples);
        return _pass.Input.Span[..(examples * Network.InputWidth)];
    }

    /// <summary>Forward pass and loss of the batch in <see cref="Input"/>, at the present weights; all <c>[examples, steps]</c>.</summary>
    public unsafe void Predict(ReadOnlySpan<float> targets, Span<float> losses, Span<float> predictions)
    {
        _pass!.Chance = (Seed, Optimizer.Steps);
        _outputs = _pass.Forward(_examples, _operations, learns: true);
        Loss.Compute(_outputs.Pointer, Network.Form.Width, targets, losses, predictions, _pass.OutputGradient(_operations).Pointer);
    }

    /// <summary>The probability of class 1 of two, of each example that was predicted last. Losses of classes absorb the last activation.</summary>
    public unsafe void Scores(Span<float> scores)
    {
        var width = Network.Form.Width;
        var logits = _outputs!.Pointer;
        for (var i = 0; i < scores.Length; i++)
        {
            var logOdds = width == 1 ? logits[i] : logits[2 * i + 1] - logits[2 * i];
            scores[i] = 1 / (1 + MathF.Exp(-logOdds));
        }
    }

    /// <summary>Scores outputs of an earlier forward pass, after the last activation, and leaves the present one as it is.</summary>
    /// <param name="scores">As of <see cref="Scores"/>.</param>
    public unsafe void Score(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, Span<float> losses, Span<float> predictions, Span<float> scores)
    {
        var width = Network.Form.Width;
        using var raw = new NativeBuffer(outputs.Length + Simd.Width);
        using var gradient = new NativeBuffer(raw.Length);
        outputs.CopyTo(raw.Span);
        // Log-probabilities are logits: a softmax of them gives the probabilities again, and so does a sigmoid of their difference.
        if (Loss.Absorbs(Network.Activation))
        {
            for (var i = 0; i < outputs.Length; i++)
                raw.Span[i] = width > 1 ? Log(outputs[i]) : Log(outputs[i]) - Log(1 - outputs[i]);
        }
        Loss.Compute(raw.Pointer, width, targets, losses, predictions, gradient.Pointer);
        for (var i = 0; i < scores.Length; i++) scores[i] = width == 1 ? outputs[i] : outputs[2 * i + 1];

        static float Log(float probability) => MathF.Log(MathF.Max(probability, MinNormal));
    }

    /// <summary>Gradients of the batch that was predicted last.</summary>
    public void Backward() => _pass!.Backward(_examples, _operations);

    /// <summary>The same, where the batch is a part of a larger one.</summary>
    /// <param name="share">Of the larger one.</param>
    public void Backward(float share)
    {
        // Backward is linear in what it begins with, which is much smaller than all gradients.
        if (share != 1) Rows.Scale(_pass!.OutputGradient(_operations).Span[..(_examples * Network.OutputWidth)], share);
        Backward();
    }

    public void Dispose() => Optimizer.Dispose();
}
