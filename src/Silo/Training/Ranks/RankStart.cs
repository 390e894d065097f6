using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>How a rank finds the others.</summary>
/// <param name="Below">Where the ranks below it are called, in their order.</param>
internal sealed record RankStart(RankTicket Ticket, IReadOnlyList<IPEndPoint> Below)
{
    /// <param name="below">As in <c>10.0.0.7:11112</c>.</param>
    /// <param name="job">What is to be equal on all ranks: a rank with another one is refused.</param>
    public static RankStart Of(Guid token, int attempt, int rank, int worldSize, IEnumerable<string> below, string job) => new(
        new RankTicket(token, attempt, rank, worldSize, Length: 0, SHA256.HashData(Encoding.UTF8.GetBytes(job))), [.. below.Select(IPEndPoint.Parse)]);

    /// <summary>Blocks until all are there.</summary>
    public SocketCollective Join(RankListener listener, CancellationToken cancellation) => RankLink.Join(listener, Ticket, Below, cancellation);
}
