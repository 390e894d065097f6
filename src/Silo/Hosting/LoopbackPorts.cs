using System.Net;
using System.Net.Sockets;

namespace DistributedDL.Silo.Hosting;

internal static class LoopbackPorts
{
    /// <summary>The ports asked for, with free ones in place of zeros; all are held until all are found, so they differ.</summary>
    public static int[] Resolve(params ReadOnlySpan<int> ports)
    {
        var listeners = new List<TcpListener>();
        try
        {
            var found = new int[ports.Length];
            for (var i = 0; i < ports.Length; i++)
            {
                found[i] = ports[i];
                if (ports[i] != 0) continue;
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listeners.Add(listener);
                listener.Start();
                found[i] = ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            return found;
        }
        finally
        {
            foreach (var listener in listeners) listener.Dispose();
        }
    }
}
