using DistributedDL.Client.Training;
using Grpc.Core;

namespace DistributedDL.Cluster.Tests;

/// <summary>A role that nobody fills is named, and work that waits for it goes on when somebody does.</summary>
public sealed class RoleTests
{
    [Fact]
    public async Task Train_NoTrainingSilo_IsRefusedByItsRoleAndARunThatWasThereGoesOnLater()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var cluster = await TestCluster.Start("serving=1,training=1,gateway=1");
        await cluster.ImportDigits();
        await cluster.CreateSoftmax("net");
        await cluster.Client.Training.StartRunAsync(new StartRunRequest { Run = "waits", Spec = ClusterWork.Training("net", epochs: 20_000) }, cancellationToken: cancellation);
        await cluster.Until("waits", run => run.EpochsCompleted > 10, cancellation);
        Assert.Equal(0, await cluster.Services["training-1"].Stop());

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await new Retry(cluster.Clients).Call(async client => await client.Training.StartRunAsync(
                new StartRunRequest { Run = "refused", Spec = ClusterWork.Training("net", epochs: 1) }, cancellationToken: cancellation), cancellation));
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Equal("role 'training': no silo of the cluster has it; start one whose Cluster:Roles names it", refused.Status.Detail);
        // All else goes on.
        (await cluster.Run(0, "model", "list", "--json")).Succeeded();

        await cluster.Services["training-1"].Start(cancellation);
        var goesOn = await cluster.Until("waits", run => run.State == RunState.Running && run.Ranks == 1, cancellation);
        Assert.True(goesOn.Attempt > 1);
        await cluster.Client.Training.CancelRunAsync(new CancelRunRequest { Run = "waits" }, cancellationToken: cancellation);
    }
}
