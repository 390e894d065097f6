using DistributedDL.Deployment.Tests.Sources;

namespace DistributedDL.Deployment.Tests.Plan;

/// <summary>The programs that stand for the images of the compose file.</summary>
internal static class Installed
{
    /// <summary>Skips the test that calls it where one is missing, and says which.</summary>
    public static void Require()
    {
        foreach (var program in new[] { "redis-server", "prometheus", "promtool", "node", "setpriv", "setsid" }) Assert.SkipUnless(Tool.Exists(program), $"{program} is not installed");
        Assert.SkipUnless(Directory.Exists(SourceTree.At(".build", "azurite", "node_modules", "azurite")), "Azurite is not installed");
        Assert.SkipUnless(File.Exists(SourceTree.At(".build", "ddl", "ddl.dll")), "ddl is not built");
    }
}
