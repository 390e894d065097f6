namespace DistributedDL.Learning.Training.Schedules;

/// <summary>What share of the learning rate an epoch is trained with.</summary>
internal interface ISchedule
{
    /// <summary>What it remembers between epochs, for the checkpoint.</summary>
    IReadOnlyList<double> State => [];

    /// <param name="epoch">Epochs since the warm-up ended; the first is 0.</param>
    double Factor(int epoch);

    /// <summary>Told the monitored metric after each evaluation.</summary>
    void Observe(double value) { }

    void Restore(ReadOnlySpan<double> state) { }
}
