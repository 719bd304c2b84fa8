using System.Net;
using System.Net.Sockets;

namespace Cowry.Server.Tests.Events;

/// <summary>A TCP proxy that cuts connections after a random number of bytes: the shop's wireless network at noon.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Random _random;
    private readonly Uri _target;
    private readonly Task _accepting;

    public CuttingProxy(string target, int seed)
    {
        (_target, _random) = (new Uri(target), new Random(seed));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public int Cuts { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(PipeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PipeAsync(TcpClient near)
    {
        using (near)
        using (var far = new TcpClient())
        {
            await far.ConnectAsync(_target.Host, _target.Port);
            var budget = _random.Next(300, 12_000);
            await Task.WhenAny(CopyAsync(near, far, int.MaxValue), CopyAsync(far, near, budget));
            Cuts++;
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, int budget)
    {
        var buffer = new byte[512];
        try
        {
            while (budget > 0)
            {
                var read = await from.GetStream().ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, budget)), _stop.Token);
                if (read == 0)
                    return;
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
                budget -= read;
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The other side was cut first.
        }
    }
}
