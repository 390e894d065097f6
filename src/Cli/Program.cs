using DistributedDL.Cli.CommandLine;

return await CommandRunner.Run(new DdlRootCommand(), args, Console.Out, Console.Error);
