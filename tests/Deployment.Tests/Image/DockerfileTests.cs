using System.Xml.Linq;
using DistributedDL.Deployment.Tests.Compose;
using DistributedDL.Deployment.Tests.Kubernetes;
using DistributedDL.Deployment.Tests.Settings;
using DistributedDL.Deployment.Tests.Sources;

namespace DistributedDL.Deployment.Tests.Image;

public sealed class DockerfileTests
{
    private readonly Dockerfile _file = Dockerfile.Read();

    [Fact]
    public void Copy_FromTheTree_FindsEverySourceInTheBuildContext() =>
        Assert.All(_file.Instructions.Where(item => item.Name == "COPY" && item.From is null).SelectMany(item => item.Sources), source => Assert.NotEmpty(BuildContext.Files(source.TrimEnd('/'))));

    [Fact]
    public void Copy_BeforeRestore_TakesExactlyTheProjectsOfTheCommand()
    {
        var copied = _file.Instructions.TakeWhile(item => !item.Text.Contains("dotnet restore", StringComparison.Ordinal))
            .Where(item => item.Name == "COPY").SelectMany(item => item.Sources).Where(source => source.EndsWith(".csproj", StringComparison.Ordinal));
        Assert.Equal(Closure("src/Cli/Cli.csproj").Order(), copied.Order());
    }

    [Fact]
    public void BuildContext_HoldsSourcesAndNoOutputs()
    {
        Assert.All(new[] { "src/Cli/Program.cs", "global.json", "samples/digits.csv.gz" }, path => Assert.True(BuildContext.Has(path), path));
        Assert.All(new[] { "src/Cli/bin/Release/ddl.dll", "src/Cli/obj/x", ".git/config", "data/x", ".build/ddl/ddl.dll", "tests/x.cs", "docker-compose.yml" }, path => Assert.False(BuildContext.Has(path), path));
    }

    [Fact]
    public void FinalStage_HasNoShellAndRunsAsTheUserOfComposeAndKubernetes()
    {
        Assert.EndsWith("-chiseled", _file.Final.First().Text);
        Assert.DoesNotContain(_file.Final, item => item.Name == "RUN");
        var user = _file.Final.Single(item => item.Name == "USER").Text;
        Assert.All(ComposeSource.Own, service => Assert.Equal(user, ComposeSource.Node(service.Name)["user"].Text));
        Assert.All(_file.Final.Where(item => item.Text.Contains("--chown", StringComparison.Ordinal)), item => Assert.Contains($"--chown={user} ", item.Text));
    }

    [Fact]
    public async Task User_OfTheImage_IsThatOfThePods()
    {
        var user = _file.Final.Single(item => item.Name == "USER").Text.Split(':')[0];
        Assert.All((await Kustomize.Build("k8s/base")).Deployments, item => Assert.Equal(user, $"{item.Spec.Template.Spec.SecurityContext.RunAsUser}"));
    }

    [Fact]
    public void Natives_HaveALayerOfTheirOwnBeforeTheApplication()
    {
        var copies = _file.Final.Where(item => item.Name == "COPY").SelectMany(item => item.Sources).ToList();
        Assert.True(copies.IndexOf("/build/natives/") >= 0 && copies.IndexOf("/build/natives/") < copies.IndexOf("/build/app/"));
    }

    [Fact]
    public async Task Environment_OfTheImage_BindsToOptions() => SourceTree.AssertNone(await HostSettings.Faults(_file.Environment()), "ENV of the image");

    [Fact]
    public async Task CacheFolder_OfTheImage_LiesWherePodsMayWrite()
    {
        Assert.StartsWith("/tmp/", _file.Environment()["XDG_CACHE_HOME"]);
        Assert.All((await Kustomize.Build("k8s/base")).Deployments, item => Assert.Contains(item.Spec.Template.Spec.Containers.Single().VolumeMounts, mount => mount.MountPath == "/tmp"));
    }

    [Fact]
    public async Task ExposedPorts_AreAllPortsOfThePods()
    {
        var pods = (await Kustomize.Build("k8s/base")).Deployments.SelectMany(item => item.Spec.Template.Spec.Containers.Single().Ports).Select(port => port.ContainerPort).Distinct();
        Assert.Equal(pods.Order(), _file.Final.Single(item => item.Name == "EXPOSE").Text.Split(' ').Select(int.Parse).Order());
    }

    [Fact]
    public void HealthCheck_OfCompose_RunsTheProgramOfTheImage()
    {
        var entry = _file.Final.Single(item => item.Name == "ENTRYPOINT").Text;
        Assert.All(ComposeSource.Own, service => Assert.Equal(["CMD", "dotnet", "/app/ddl.dll", "health"], ComposeSource.Node(service.Name)["healthcheck"]["test"].Items.Select(item => item.Text)));
        Assert.Equal("""["dotnet", "/app/ddl.dll"]""", entry);
    }

    private static HashSet<string> Closure(string project)
    {
        var found = new HashSet<string>();
        var open = new Queue<string>([project]);
        while (open.TryDequeue(out var next))
        {
            if (!found.Add(next)) continue;
            foreach (var reference in XDocument.Load(SourceTree.At(next)).Descendants("ProjectReference"))
                open.Enqueue(Path.GetRelativePath(SourceTree.Root, SourceTree.At(Path.GetDirectoryName(next)!, reference.Attribute("Include")!.Value)));
        }
        return [.. found.Select(path => Path.GetRelativePath(SourceTree.Root, Path.GetFullPath(SourceTree.At(path))))];
    }
}
