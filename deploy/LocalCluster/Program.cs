using DistributedDL.Deployment.CommandLine;

// A cluster needs longer to end than the two seconds that a command is given otherwise.
return await new LocalClusterCommand().Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromMinutes(3) });
