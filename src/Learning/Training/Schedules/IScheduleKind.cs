using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.Training.Schedules;

/// <summary>A kind of schedule, found by its name.</summary>
internal interface IScheduleKind
{
    string Name { get; }

    /// <param name="epochs">Epochs of the run after the warm-up.</param>
    /// <param name="isLowerBetter">Of the monitored metric.</param>
    ISchedule Bind(SpecBinder binder, int epochs, bool isLowerBetter);
}
