namespace DistributedDL.Learning.Optimizers;

/// <summary>The formula of an optimizer, over flat storage. Lengths are multiples of 16, and places between parameters are zero and stay so.</summary>
internal unsafe interface IUpdateRule
{
    /// <summary>What it remembers of each weight, by PyTorch's names.</summary>
    IReadOnlyList<string> Moments { get; }

    /// <param name="moments">One flat storage for each name of <see cref="Moments"/>.</param>
    /// <param name="step">Counted from 1.</param>
    void Update(float* weights, float* gradients, ReadOnlySpan<nint> moments, long length, long step, double learningRate);
}
