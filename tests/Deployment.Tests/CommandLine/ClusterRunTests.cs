using System.Diagnostics;
using DistributedDL.Deployment.Tests.LocalClusters;
using DistributedDL.Deployment.Tests.Plan;
using DistributedDL.Deployment.Tests.Sources;

namespace DistributedDL.Deployment.Tests.CommandLine;

/// <summary>What cannot start says so in a line.</summary>
public sealed class ClusterRunTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("volumes: {}", "has no services")]
    [InlineData("services: {", "is not a mapping in YAML")]
    [InlineData("services: { one: { image: unheard-of:1 } }", "one.image is unheard-of:1")]
    public async Task Run_OfAFileThatIsNotUnderstood_EndsWithOneLine(string compose, string fault) => AssertOneLine(fault, await Run(compose, Environment.GetEnvironmentVariable("PATH")!));

    [Fact]
    public async Task Run_WithoutAProgramThatItNeeds_EndsWithOneLineThatNamesIt()
    {
        Installed.Require();
        // All that it looks for but setpriv.
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "redis-server"), OnPath("redis-server"));
        AssertOneLine("'setpriv'", await Run(MiniCluster.RedisAlone, _folder.Path));
    }

    private static void AssertOneLine(string fault, (int Code, string Error) ended)
    {
        Assert.Equal(1, ended.Code);
        var line = Assert.Single(ended.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: ", line);
        Assert.Contains(fault, line);
    }

    private async Task<(int Code, string Error)> Run(string compose, string searchPath)
    {
        using var program = Process.Start(new ProcessStartInfo(OnPath("dotnet"),
            [typeof(LocalCluster).Assembly.Location, "--until-end-of-input", "--compose", _folder.Write("compose.yml", compose), "--dir", Path.Combine(_folder.Path, "program")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = searchPath },
        })!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var (output, error) = (program.StandardOutput.ReadToEndAsync(limit.Token), program.StandardError.ReadToEndAsync(limit.Token));
            await program.WaitForExitAsync(limit.Token);
            Assert.Equal("", await output);
            return (program.ExitCode, await error);
        }
        finally
        {
            if (!program.HasExited) program.Kill();
        }
    }

    private static string OnPath(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, program)).First(File.Exists);

    public void Dispose() => _folder.Dispose();
}
