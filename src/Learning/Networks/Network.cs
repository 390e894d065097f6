using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Layers;
using DistributedDL.Learning.Layers.Sequences;

namespace DistributedDL.Learning.Networks;

/// <summary>A live network: layers, and all their parameters in one flat storage. Used by one thread at a time.</summary>
public sealed class Network : IDisposable
{
    /// <summary>Examples of one forward pass; more are cut, so that buffers stay in the processor's caches.</summary>
    private const int MaxBlock = 256;

    /// <summary>Numbers between layers in one block, 256 MB: large images go through in smaller blocks.</summary>
    private const long MaxBlockNumbers = 64_000_000;

    private readonly Operation[] _operations;
    private readonly int[] _operationsBefore;
    private readonly bool _autograd;
    private readonly IIndexLayer? _indexLayer;
    private Pass? _pass;

    private Network(ArchitectureSpec architecture, IReadOnlyList<Layer> layers, long seed, bool autograd)
    {
        _autograd = autograd;
        Architecture = architecture;
        Layers = layers;
        Form = OutputForm.Of(layers[^1].Output, Activation);
        _indexLayer = layers.FirstOrDefault(layer => layer is not (FlattenLayer or ReshapeLayer)) as IIndexLayer;
        Parameters = new ParameterStorage(layers);
        var steps = layers.Select(layer => layer.Build(Parameters.Of(layer)).ToArray()).ToArray();
        _operations = [.. steps.SelectMany(group => group)];
        _operationsBefore = [.. steps.Select((_, i) => steps.Take(i).Sum(group => group.Length))];
        BlockSize = (int)Math.Clamp(MaxBlockNumbers / layers.Sum(layer => Shape.Width(layer.Output)), 1, MaxBlock);
        for (var i = 0; i < layers.Count; i++)
        {
            var random = SeededRandom.Create(seed, i);
            foreach (var parameter in Parameters.Of(layers[i])) parameter.Spec.Initialize(parameter.Values, random);
        }
    }

    /// <summary>Builds the layers with initial weights drawn from <paramref name="seed"/>.</summary>
    /// <exception cref="InvalidArgumentException">Unknown layer, wrong parameter, or shapes that do not fit; all faults.</exception>
    public static Network Create(ArchitectureSpec architecture, long seed) => Create(architecture, seed, autograd: false);

    /// <summary>Checks an architecture and counts its parameters, without making a tensor.</summary>
    /// <exception cref="InvalidArgumentException">As <see cref="Create(ArchitectureSpec, long)"/>.</exception>
    public static IReadOnlyList<LayerReport> Describe(ArchitectureSpec architecture) =>
        [.. ArchitectureBinder.Bind(architecture).Select(layer => new LayerReport(layer.Name, layer.Kind, layer.Output,
            layer.Parameters.Sum(parameter => parameter.Length),
            layer.Parameters.Where(parameter => parameter.Trainable).Sum(parameter => parameter.Length)))];

    public ArchitectureSpec Architecture { get; }

    /// <summary>Numbers in one example's features.</summary>
    public int InputWidth => (int)Shape.Width(Layers[0].Input);

    /// <summary>Numbers in one example's output.</summary>
    public int OutputWidth => (int)Shape.Width(Layers[^1].Output);

    /// <summary>How one example's output faces its targets.</summary>
    public OutputForm Form { get; }

    /// <summary>Trainable and fitted parameters.</summary>
    public long ParameterCount => Parameters.All.Sum(parameter => (long)parameter.Length);

    internal IReadOnlyList<Layer> Layers { get; }

    internal ParameterStorage Parameters { get; }

    /// <summary>Examples that go through at once where any number would do.</summary>
    internal int BlockSize { get; }

    /// <summary>Operations of all layers.</summary>
    internal int OperationCount => _operations.Length;

    /// <summary>Name of the activation at the end.</summary>
    internal string Activation => Layers[^1].Activation;

    /// <summary>Copies of all weights and fitted values, by their PyTorch names, in ordinal order.</summary>
    public IReadOnlyList<NamedTensor> SaveWeights() => Parameters.Save();

    /// <exception cref="InvalidArgumentException">Missing, unknown or misshapen tensors; all of them, with expected and found shape.</exception>
    public void LoadWeights(IReadOnlyList<NamedTensor> weights) => Parameters.Load(weights);

    /// <summary>What <see cref="LoadWeights"/> would refuse of these weights, or null.</summary>
    internal string? FindFault(IReadOnlyList<NamedTensor> weights) => Parameters.FindFault(weights);

    /// <summary>Inference: raw features <c>[examples, InputWidth]</c> to outputs <c>[examples, OutputWidth]</c>, after the last activation.</summary>
    /// <exception cref="InvalidArgumentException">
    /// The features or the room for the outputs are not of this size, or a feature is no index where the first layer takes indices.
    /// </exception>
    public void Predict(ReadOnlySpan<float> features, int examples, Span<float> outputs)
    {
        CheckSizes(features.Length, examples, outputs.Length);
        if (FindFault(features) is { } fault) throw new InvalidArgumentException("features", fault);
        for (var done = 0; done < examples; done += BlockSize)
        {
            var block = Math.Min(BlockSize, examples - done);
            var pass = RequirePass(block);
            features.Slice(done * InputWidth, block * InputWidth).CopyTo(pass.Input.Span);
            pass.Forward(block, OperationCount, learns: false).Span[..(block * OutputWidth)].CopyTo(outputs[(done * OutputWidth)..]);
        }
    }

    public void Dispose()
    {
        _pass?.Dispose();
        foreach (var operation in _operations) (operation as IDisposable)?.Dispose();
        Parameters.Dispose();
    }

    /// <summary>Freezes these layers and no others.</summary>
    internal void Freeze(IReadOnlyCollection<string> names)
    {
        foreach (var layer in Layers)
        {
            foreach (var parameter in Parameters.Of(layer)) parameter.IsFrozen = names.Contains(layer.Name);
        }
        _pass?.Dispose();
        _pass = null;
    }

    /// <param name="autograd">Go through torch's autograd even where all derivatives are written out.</param>
    internal static Network Create(ArchitectureSpec architecture, long seed, bool autograd) =>
        new(architecture, ArchitectureBinder.Bind(architecture), seed, autograd);

    /// <summary>The network's pass, with room for at least so many examples.</summary>
    internal Pass RequirePass(int examples)
    {
        if (_pass is not null && _pass.Capacity >= examples) return _pass;
        _pass?.Dispose();
        var capacity = (int)Math.Min(System.Numerics.BitOperations.RoundUpToPowerOf2((uint)examples), int.MaxValue);
        return _pass = Pass.Create(_operations, Parameters, Layers[0].Input, Math.Max(examples, Math.Min(capacity, BlockSize)), _autograd);
    }

    /// <summary>Whether features are whole numbers below a bound.</summary>
    internal bool TakesIndices => _indexLayer is not null;

    /// <summary>What is wrong with raw features where the first layer takes whole numbers, or null.</summary>
    /// <param name="first">Number of the first example.</param>
    internal string? FindFault(ReadOnlySpan<float> features, long first = 0)
    {
        if (_indexLayer is null) return null;
        for (var i = 0; i < features.Length; i++)
        {
            if (IndexReader.FindFault(features[i], _indexLayer.Indices) is { } fault)
                return $"feature {i % InputWidth} of example {first + i / InputWidth}: {fault}, as layer '{((Layer)_indexLayer).Name}' takes";
        }
        return null;
    }

    /// <summary>Operations of the layers before <paramref name="layer"/>.</summary>
    internal int OperationsBefore(Layer layer) => _operationsBefore[Layers.Index().First(entry => entry.Item == layer).Index];

    private void CheckSizes(int features, int examples, int outputs)
    {
        var violations = new List<FieldViolation>();
        if (examples < 0) violations.Add(new("examples", $"{examples} is below 0"));
        if (features != (long)examples * InputWidth)
            violations.Add(new("features", $"{features} numbers are not {examples} examples of {InputWidth} ({Shape.Show(Layers[0].Input)})"));
        if (outputs < (long)examples * OutputWidth)
            violations.Add(new("outputs", $"room for {outputs} numbers, but {examples} examples give {OutputWidth} each"));
        InvalidArgumentException.ThrowIfAny(violations);
    }
}
