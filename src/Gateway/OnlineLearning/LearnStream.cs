using System.Runtime.ExceptionServices;
using DistributedDL.Client.OnlineLearning;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using Grpc.Core;

namespace DistributedDL.Gateway.OnlineLearning;

/// <summary>
/// A Learn stream after its start. (1) One task reads messages into a bounded inbox; (2) another takes all that has
/// arrived and gives it to the session in one call; (3) while that call runs, the acknowledgements of the group before go
/// out, in order.
/// </summary>
internal sealed class LearnStream(IOnlineSession session, WriterReport writer, LearnInbox inbox)
{
    /// <param name="reading">Ends the reading; what was read is still learned and acknowledged.</param>
    /// <param name="ended">What to tell the client when <paramref name="reading"/> was cancelled.</param>
    public async Task Run(IAsyncStreamReader<LearnRequest> requests, IServerStreamWriter<LearnResponse> responses, Func<Exception> ended, CancellationToken reading)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(reading);
        var read = Read(requests, ended, stop.Token);
        try
        {
            await Learn(responses);
        }
        finally
        {
            await stop.CancelAsync();
            await read;
        }
    }

    // (1)
    private async Task Read(IAsyncStreamReader<LearnRequest> requests, Func<Exception> ended, CancellationToken reading)
    {
        try
        {
            while (await requests.MoveNext(reading)) await inbox.Add(LearnItem.Read(requests.Current, writer.Width), reading);
            inbox.End(null);
        }
        catch (OperationCanceledException) when (reading.IsCancellationRequested)
        {
            inbox.End(ended());
        }
        catch (Exception e)
        {
            inbox.End(e);
        }
    }

    private async Task Learn(IServerStreamWriter<LearnResponse> responses)
    {
        List<LearnResponse> acknowledgements = [];
        while (true)
        {
            // (2)
            var taking = inbox.Take();
            if (!taking.IsCompleted || taking.IsFaulted) await Write(responses, acknowledgements);
            if (await taking is not { } group) break;
            var learning = Learn(group);
            // (3)
            await Write(responses, acknowledgements);
            var (done, fault) = await learning;
            acknowledgements = done;
            if (fault is null) continue;
            await Write(responses, acknowledgements);
            ExceptionDispatchInfo.Throw(fault);
        }
        await Write(responses, acknowledgements);
    }

    /// <summary>When a group is refused, each message goes alone: those before the bad one are learned, and it is told which.</summary>
    private async Task<(List<LearnResponse> Acknowledgements, Exception? Fault)> Learn(LearnGroup group)
    {
        try
        {
            return (group.Acknowledge(await session.Learn(group.ToBatch(writer.Writer)), writer.Signature), null);
        }
        catch (InvalidArgumentException) when (group.Items.Count > 1)
        {
            return await LearnEach(group);
        }
        catch (Exception e)
        {
            return ([], e);
        }
    }

    private async Task<(List<LearnResponse>, Exception?)> LearnEach(LearnGroup group)
    {
        List<LearnResponse> acknowledgements = [];
        foreach (var item in group.Items)
        {
            var (done, fault) = await Learn(new LearnGroup([item]));
            acknowledgements.AddRange(done);
            if (fault is not null) return (acknowledgements, fault);
        }
        return (acknowledgements, null);
    }

    private static async Task Write(IServerStreamWriter<LearnResponse> responses, List<LearnResponse> acknowledgements)
    {
        foreach (var acknowledgement in acknowledgements) await responses.WriteAsync(acknowledgement);
        acknowledgements.Clear();
    }
}
