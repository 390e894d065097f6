namespace DistributedDL.Gateway.Endpoints;

/// <summary>The gateway cannot listen where it was asked to.</summary>
/// <param name="option">Configuration key of the port.</param>
/// <param name="port">The port that was asked for.</param>
public sealed class ListenException(string option, int port, string reason, Exception inner)
    : IOException($"cannot listen on port {port} ({option}): {reason}", inner)
{
    public string Option { get; } = option;
    public int Port { get; } = port;
}
