using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Processes;

namespace DistributedDL.Bench.Start;

/// <summary>Wall time of a command on a built tree, the script included, against a .NET process that writes one line.</summary>
internal sealed class CommandBenchmark(string name, params string[] arguments) : IBenchmark
{
    public string Name => name;

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        // The first call may build; it is not measured.
        await CommandTime.Milliseconds(SourceTree.Ddl, ["--help"]);
        await using var server = arguments[0].StartsWith('-') ? null : await ServerProcess.Serve();
        var address = server is null ? null : $"http://{server.Channel.Target}";
        var rounds = await Rounds.Run(settings.Rounds,
            () => CommandTime.Milliseconds("dotnet", [Path.Combine(AppContext.BaseDirectory, "ddl-bench.dll"), BareProgram.Command]),
            () => CommandTime.Milliseconds(SourceTree.Ddl, arguments, address));
        return [Measurement.OfCosts(Name, "ms", rounds)];
    }
}
