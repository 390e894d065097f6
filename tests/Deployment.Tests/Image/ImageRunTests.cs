using System.Diagnostics;
using System.Text.Json.Nodes;
using DistributedDL.Deployment.Tests.Sources;

namespace DistributedDL.Deployment.Tests.Image;

/// <summary>
/// The recipe of the image followed without a container engine: its copies and commands in a folder, and the result run as a user who may
/// write nothing but a temporary folder and the data.
/// </summary>
[Trait("Category", "Long")]
public sealed class ImageRunTests : IDisposable
{
    private const string User = "65534";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Image_BuiltByItsRecipe_TrainsAsAUserWhoMayNotWriteToIt()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && Tool.Exists("setpriv"), "only root can become another user");
        await Build(Dockerfile.Read());
        using var server = Start("serve", "--json", "--http", "0", "--grpc", "0", "--metrics", "0");
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var line = await server.StandardOutput.ReadLineAsync(limit.Token) ?? await server.StandardError.ReadToEndAsync(limit.Token);
            var ready = JsonNode.Parse(line)!;
            var at = ((string)ready["grpc"]!).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);
            await Run(at, "health", "--url", ((string)ready["http"]!).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal) + "/health/ready");
            await Run(at, "dataset", "import", "digits", In("app/samples/digits.csv.gz"), "--test-rows", "797");
            await Run(at, "model", "create", "net", "--spec", In("app/samples/digits-net.yaml"));
            await Run(at, "train", "net", "--dataset", "digits", "--epochs", "3");
            Assert.StartsWith(In("data"), (string)ready["data"]!);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(limit.Token);
        }
    }

    private string In(string path) => Path.Combine(_folder.Path, path.TrimStart('/'));

    private async Task Build(Dockerfile file)
    {
        await Shell("chmod 755 .", _folder.Path);
        var work = "/";
        foreach (var item in file.Instructions)
        {
            if (item.Name == "WORKDIR") Directory.CreateDirectory(In(work = item.Text));
            else if (item.Name == "COPY") await Copy(item, work);
            else if (item.Name == "RUN") await Shell(item.Text, In(work));
        }
        Directory.CreateDirectory(In("tmp"));
        await Shell($"chown {User} data tmp && chmod -R go-w app && rm -rf build", _folder.Path);
    }

    private async Task Copy(Instruction item, string work)
    {
        var target = In(item.Target.StartsWith('/') ? item.Target : Path.Combine(work, item.Target));
        if (item.From is not null)
        {
            Directory.CreateDirectory(target);
            await Shell($"cp -a {In(item.Sources.Single())}. {target}", _folder.Path);
            return;
        }
        foreach (var source in item.Sources)
            foreach (var path in BuildContext.Files(source.TrimEnd('/')))
            {
                var copy = item.Target == "./" ? Path.Combine(target, Path.GetFileName(path)) : Path.Combine(target, Path.GetRelativePath(source.EndsWith('/') ? source : Path.GetDirectoryName(source)!, path));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(SourceTree.At(path), copy, overwrite: true);
            }
    }

    private static async Task Shell(string command, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"{command}\n{await output}\n{await error}");
    }

    private Process Start(params string[] arguments) => Process.Start(Info(null, arguments))!;

    private async Task Run(string server, params string[] arguments)
    {
        using var process = Process.Start(Info(server, arguments))!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"ddl {string.Join(' ', arguments)}\n{await output}\n{await error}");
    }

    private ProcessStartInfo Info(string? server, string[] arguments)
    {
        var info = new ProcessStartInfo("setpriv",
            ["--reuid", User, "--regid", User, "--clear-groups", "--no-new-privs", "--bounding-set", "-all", "--pdeathsig", "KILL", "dotnet", In("app/ddl.dll"), .. arguments])
        {
            WorkingDirectory = In("app"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var (path, root) = (Environment.GetEnvironmentVariable("PATH"), Environment.GetEnvironmentVariable("DOTNET_ROOT"));
        info.Environment.Clear();
        info.Environment["PATH"] = path;
        if (root is not null) info.Environment["DOTNET_ROOT"] = root;
        foreach (var (name, value) in Dockerfile.Read().Environment()) info.Environment[name] = value.StartsWith('/') ? In(value) : value;
        info.Environment["TMPDIR"] = In("tmp");
        if (server is not null) info.Environment["DDL_SERVER"] = server;
        return info;
    }

    public void Dispose() => _folder.Dispose();
}
