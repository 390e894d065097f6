using DistributedDL.EndToEnd.Tests;

namespace DistributedDL.Cluster.Tests;

/// <summary>What a cluster on one machine needs beside the service itself.</summary>
internal static class Programs
{
    /// <summary>Skips the test that calls it where one is missing, and says which.</summary>
    public static void Require()
    {
        foreach (var program in new[] { "redis-server", "prometheus", "node", "setpriv", "setsid" }) Assert.SkipUnless(Exists(program), $"{program} is not installed");
        Assert.SkipUnless(Directory.Exists(Path.Combine(Ddl.Root, ".build", "azurite", "node_modules", "azurite")), "Azurite is not installed");
        Assert.SkipUnless(File.Exists(Path.Combine(Ddl.Root, ".build", "ddl", "ddl.dll")), "ddl is not built");
    }

    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/sbin").Any(folder => File.Exists(Path.Combine(folder, program)));
}
