namespace DistributedDL.Client.Tests;

/// <summary>Waits for what another task brings about, and fails where it never does.</summary>
public static class Wait
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    public static async Task Until(Func<bool> holds)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (!holds()) await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, bound.Token);
    }
}
