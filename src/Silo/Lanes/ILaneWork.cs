namespace DistributedDL.Silo.Lanes;

/// <summary>One piece of work in a queue of lanes.</summary>
internal interface ILaneWork
{
    void ExecuteOnLane(int lane);
}
