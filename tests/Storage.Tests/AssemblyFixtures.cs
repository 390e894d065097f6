using DistributedDL.Tests.Shared;

[assembly: AssemblyFixture(typeof(Azurite))]
