using System.Net;
using System.Net.Sockets;

namespace DistributedDL.Silo.Hosting;

internal static class AdvertisedAddress
{
    /// <summary>An address as it is, or the first of a host name; IPv4 where it has both.</summary>
    /// <exception cref="IOException">The name has no address; says the key and the name.</exception>
    public static IPAddress Resolve(string text)
    {
        if (IPAddress.TryParse(text, out var address)) return address;
        try
        {
            return Dns.GetHostAddresses(text).OrderBy(found => found.AddressFamily == AddressFamily.InterNetwork ? 0 : 1).First();
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            throw new IOException($"{SiloHostOptions.Section}:{nameof(SiloHostOptions.AdvertisedAddress)} is '{text}', which has no address: {e.Message}", e);
        }
    }
}
