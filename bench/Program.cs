using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Import;
using DistributedDL.Bench.Processes;
using DistributedDL.Bench.Scale.Simulation;

// The same program is what some benchmarks start as a process of its own.
switch (args)
{
    case [EchoServer.Command, var port]: return await EchoServer.Run(int.Parse(port));
    case [ImportMemory.Command, var form, var side, .. var files]:
        return await ImportMemory.Run(form == ImportBenchmark.Idx.Form.Name ? ImportBenchmark.Idx.Form : ImportBenchmark.Jpeg.Form, side == "plain", files);
    case [ScalingTable.Command]: return ScalingTable.Run();
    case [BareProgram.Command]: return BareProgram.Run();
}
return await BenchCommand.Run(args);
