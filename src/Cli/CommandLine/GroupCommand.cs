using System.CommandLine;

namespace DistributedDL.Cli.CommandLine;

/// <summary>A command that only holds others.</summary>
internal sealed class GroupCommand : Command
{
    public GroupCommand(string name, string description, params DdlCommand[] commands) : base(name, description)
    {
        foreach (var command in commands) Add(command);
    }
}
