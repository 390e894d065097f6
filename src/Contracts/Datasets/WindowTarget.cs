namespace DistributedDL.Contracts.Datasets;

/// <summary>What is predicted of a window of rows or tokens.</summary>
public enum WindowTarget
{
    /// <summary>The one after the window: one target an example.</summary>
    Next,

    /// <summary>The one after each step: as many targets as steps, the window moved on by one.</summary>
    EachNext,
}
