namespace DistributedDL.EndToEnd.Tests;

/// <summary>A stored file that was truncated or edited is named; the rest of the server is unharmed.</summary>
public sealed class DamageTests
{
    [Fact]
    public async Task AnyUse_OfDamagedFiles_NamesTheFile()
    {
        using var folder = new TempFolder();
        await using (var first = await RunningServer.Start(folder.Data))
        {
            foreach (var name in new[] { "a", "b" }) await first.Json("dataset", "import", name, Ddl.Digits, "--test-rows", "797");
            foreach (var name in new[] { "net", "other", "state" }) await first.Json("model", "create", name, "--spec", Ddl.DigitsNet);
            foreach (var (name, seed) in new[] { ("net", "1"), ("other", "2") }) await first.Json("train", name, "--dataset", "a", "--epochs", "1", "--seed", seed);
            await first.Terminate();
        }
        var chunk = Truncate(folder, "datasets/b", "test-*");
        var snapshot = Flip(folder, "snapshots", "*");
        var state = Truncate(folder, "grainstate", "state.json");
        await using var server = await RunningServer.Start(folder.Data);

        Assert.Contains(chunk, (await server.Run("evaluate", Sound(await server.Run("predict", "net", "--row", Row())), "--dataset", "b")).Failed(), StringComparison.Ordinal);
        var outcomes = new[] { await server.Run("predict", "net", "--row", Row()), await server.Run("predict", "other", "--row", Row()) };
        Assert.Contains(snapshot, Assert.Single(outcomes, o => o.Code != 0).Failed(), StringComparison.Ordinal);
        Assert.Contains(state, (await server.Run("model", "show", "state")).Failed(), StringComparison.Ordinal);
    }

    private static string Sound(Outcome net) => net.Code == 0 ? "net" : "other";

    private static string Row() => string.Join(',', Enumerable.Repeat("1", 64));

    private static string Truncate(TempFolder folder, string under, string pattern) => Change(folder, under, pattern, bytes => bytes[..^20]);

    private static string Flip(TempFolder folder, string under, string pattern) => Change(folder, under, pattern, bytes =>
    {
        bytes[^5] ^= 0x10;
        return bytes;
    });

    /// <returns>The file's name, without folders.</returns>
    private static string Change(TempFolder folder, string under, string pattern, Func<byte[], byte[]> damage)
    {
        var path = Directory.EnumerateFiles(Path.Combine(folder.Data, under), pattern, SearchOption.AllDirectories).First();
        File.WriteAllBytes(path, damage(File.ReadAllBytes(path)));
        return Path.GetFileName(path);
    }
}
