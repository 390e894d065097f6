using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;
using DistributedDL.Learning.Training.Transfer;

namespace DistributedDL.Learning.OnlineLearning;

/// <summary>The layers of a session that do not learn, as in training.</summary>
internal sealed class FrozenLayers
{
    private const string TransferField = "transfer.";

    private readonly TransferSpec _spec;
    private readonly TransferPlan _plan;

    private FrozenLayers(TransferSpec spec, TransferPlan plan) => (_spec, _plan) = (spec, plan);

    /// <returns>Null where all layers learn, or the spec is wrong.</returns>
    public static FrozenLayers? Bind(OnlineSessionSpec session, Network network, List<FieldViolation> violations)
    {
        if (session.Freeze.Count == 0 && session.AllButLast is null) return null;
        var spec = new TransferSpec { ParentModel = session.Model, Freeze = session.Freeze, AllButLast = session.AllButLast };
        try
        {
            return new FrozenLayers(spec, TransferPlan.Bind(spec, network.Architecture));
        }
        catch (InvalidArgumentException e)
        {
            violations.AddRange(e.Violations.Select(violation => violation with { Field = violation.Field.Replace(TransferField, "", StringComparison.Ordinal) }));
            return null;
        }
    }

    public void Apply(Learner learner) => new Freezing(learner.Network, learner.Optimizer, _spec, _plan, stepsPerEpoch: 0).BeginEpoch(1);
}
