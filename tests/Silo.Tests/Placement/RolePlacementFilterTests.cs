using System.Net;
using DistributedDL.Clustering;
using DistributedDL.Contracts.Errors;
using DistributedDL.Silo.Placement;

namespace DistributedDL.Silo.Tests.Placement;

public sealed class RolePlacementFilterTests
{
    private static readonly SiloAddress Serving = Silo(1), Training = Silo(2), Both = Silo(3), Unknown = Silo(4);
    private readonly Members _members = new();
    private readonly RolePlacementFilterDirector _filter;

    public RolePlacementFilterTests()
    {
        _members.Names[Serving] = new SiloName(ProcessRoles.Serving | ProcessRoles.Gateway, 0, "a").ToString();
        _members.Names[Training] = new SiloName(ProcessRoles.Training, 2, "b").ToString();
        _members.Names[Both] = new SiloName(ProcessRoles.Serving | ProcessRoles.Training, 1, "c").ToString();
        _members.Names[Unknown] = "Silo_7";
        _filter = new RolePlacementFilterDirector(new SiloRoster(_members));
    }

    [Fact]
    public void Filter_ARole_LeavesTheSilosThatHaveIt()
    {
        Assert.Equal([Serving, Both], Filter(ProcessRoles.Serving, Serving, Training, Both, Unknown));
        Assert.Equal([Training, Both], Filter(ProcessRoles.Training, Serving, Training, Both, Unknown));
    }

    [Fact]
    public void Filter_ARoleThatNobodyHas_IsAPreconditionThatNamesIt()
    {
        var refused = Assert.Throws<PreconditionException>(() => Filter(ProcessRoles.Training, Serving, Unknown));

        Assert.Equal("role 'training': no silo of the cluster has it; start one whose Cluster:Roles names it", refused.Message);
    }

    [Fact]
    public void Filter_NoSiloAtAll_IsNotForWantOfARole() => Assert.Empty(Filter(ProcessRoles.Training));

    [Fact]
    public void TrainingLanes_OfActiveSilos_AreThoseOfTheirNames()
    {
        _members.Active = [Serving, Training, Unknown];

        Assert.Equal(new Dictionary<SiloAddress, int> { [Training] = 2 }, new SiloRoster(_members).TrainingLanes());
    }

    private SiloAddress[] Filter(ProcessRoles role, params SiloAddress[] silos) =>
        [.. _filter.Filter(new RolePlacementFilterStrategy(role), default, silos)];

    private static SiloAddress Silo(int number) => SiloAddress.New(IPAddress.Loopback, 11_000 + number, number);

    private sealed class Members : ISiloStatusOracle
    {
        public Dictionary<SiloAddress, string> Names { get; } = [];

        public SiloAddress[] Active { get; set; } = [];

        public SiloStatus CurrentStatus => SiloStatus.Active;

        public string SiloName => Names[SiloAddress];

        public SiloAddress SiloAddress => Serving;

        public SiloAddress[] GetActiveSilos() => Active;

        public SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress) => SiloStatus.Active;

        public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false) => Names.Keys.ToDictionary(silo => silo, _ => SiloStatus.Active);

        public bool TryGetSiloName(SiloAddress siloAddress, out string siloName) => Names.TryGetValue(siloAddress, out siloName!);

        public bool IsFunctionalDirectory(SiloAddress siloAddress) => true;

        public bool IsDeadSilo(SiloAddress silo) => false;

        public bool SubscribeToSiloStatusEvents(ISiloStatusListener observer) => true;

        public bool UnSubscribeFromSiloStatusEvents(ISiloStatusListener observer) => true;
    }
}
