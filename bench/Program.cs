using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Processes;

// The same program is the baseline of the benchmarks that start a process.
switch (args)
{
    case [EchoServer.Command, var port]: return await EchoServer.Run(int.Parse(port));
    case [BareProgram.Command]: return BareProgram.Run();
}
return await BenchCommand.Run(args);
