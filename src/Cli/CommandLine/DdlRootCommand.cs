using System.CommandLine;
using System.CommandLine.Help;
using DistributedDL.Cli.Benchmarks;
using DistributedDL.Cli.Datasets;
using DistributedDL.Cli.Demo;
using DistributedDL.Cli.Models;
using DistributedDL.Cli.OnlineLearning;
using DistributedDL.Cli.Prediction;
using DistributedDL.Cli.Recipes;
using DistributedDL.Cli.Recipes.Sweeps;
using DistributedDL.Cli.Serving;
using DistributedDL.Cli.Storage;
using DistributedDL.Cli.Training;

namespace DistributedDL.Cli.CommandLine;

/// <summary>All of <c>ddl</c>.</summary>
internal sealed class DdlRootCommand : RootCommand
{
    public DdlRootCommand() : base("Train networks, serve them and let them keep learning, on one service.\n\n"
        + $"Commands talk to the server at {ServerAddress.Variable} (default {ServerAddress.Default}). Begin with: ddl demo")
    {
        Add(new DemoCommand());
        Add(new ServeCommand());
        Add(new HealthCommand());
        Add(new GroupCommand("dataset", "Import, list, show and delete data sets.",
            new DatasetImportCommand(), new DatasetListCommand(), new DatasetShowCommand(), new DatasetDeleteCommand()));
        Add(new GroupCommand("model", "Create, list, show, promote, export, import and delete models.",
            new ModelCreateCommand(), new ModelListCommand(), new ModelShowCommand(), new ModelSummaryCommand(),
            new ModelExportCommand(), new ModelImportCommand(), new ModelPromoteCommand(), new ModelRollbackCommand(), new ModelDeleteCommand()));
        Add(new TrainCommand());
        Add(new GroupCommand("runs", "List, show, watch, cancel and resume training runs.",
            new RunsListCommand(), new RunsShowCommand(), new RunsWatchCommand(), new RunsCancelCommand(), new RunsResumeCommand()));
        Add(new EvaluateCommand());
        Add(new PredictCommand());
        Add(new GroupCommand("session", "Learn online: open, learn, show, snapshot and close sessions.",
            new SessionOpenCommand(), new SessionLearnCommand(), new SessionListCommand(), new SessionShowCommand(),
            new SessionSnapshotCommand(), new SessionRollbackCommand(), new SessionCloseCommand()));
        Add(new GroupCommand("store", "Move an installation between kinds of stores.", new StoreCopyCommand()));
        Add(new RunCommand());
        Add(new SweepCommand());
        Add(new BenchCommand());
        foreach (var help in Options.OfType<HelpOption>()) help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }
}
