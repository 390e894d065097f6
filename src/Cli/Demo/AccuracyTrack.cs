namespace DistributedDL.Cli.Demo;

/// <summary>Accuracy over the last predictions.</summary>
internal sealed class AccuracyTrack
{
    public const int WindowSize = 200;
    private readonly List<int> _correct = [0];

    public int Count => _correct.Count - 1;

    /// <summary>Over the last <see cref="WindowSize"/>.</summary>
    public double Window => At(Count);

    public void Add(bool right) => _correct.Add(_correct[^1] + (right ? 1 : 0));

    /// <summary>Over the window that ended after <paramref name="count"/> predictions.</summary>
    public double At(int count) => (double)(_correct[count] - _correct[Math.Max(0, count - WindowSize)]) / Math.Clamp(count, 1, WindowSize);
}
