namespace DistributedDL.Gateway.Tests.Hosting;

/// <summary>Waits for what happens elsewhere, and fails when it does not.</summary>
internal static class Wait
{
    public static async Task Until(Func<Task<bool>> condition)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20), "it did not happen within 20 s");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }

    public static Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));
}
