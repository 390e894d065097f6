using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace DistributedDL.Contracts.Tests;

/// <summary>Through the bytes that cross between silos.</summary>
internal static class RoundTrip
{
    private static readonly Serializer Serializer =
        new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    public static T Of<T>(T value) => Serializer.Deserialize<T>(Serializer.SerializeToArray(value))!;
}
