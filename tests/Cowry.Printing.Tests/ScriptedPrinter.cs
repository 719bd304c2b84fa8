using System.Net;
using System.Net.Sockets;
using Cowry.Domain.Printing;

namespace Cowry.Printing.Tests;

/// <summary>How a device on a real socket behaves. Null answers stay unanswered.</summary>
internal sealed record DeviceScript
{
    /// <summary>The answer to <c>DLE EOT n</c>, given n.</summary>
    public Func<int, byte?> Status { get; init; } = _ => 0x12;

    /// <summary>The answer to <c>GS ( H</c>, given the tag.</summary>
    public Func<byte[], byte[]?> Process { get; init; } = tag => [0x37, 0x22, .. tag, 0x00];

    /// <summary>Sent as soon as ASB is asked for.</summary>
    public byte[] Automatic { get; init; } = [];

    /// <summary>Sent right after connecting.</summary>
    public byte[] Greeting { get; init; } = [];

    /// <summary>The connection is reset once so many bytes of the job have come.</summary>
    public int? DiesAfter { get; init; }
}

/// <summary>
/// A TCP device that follows a script. It knows only where status questions and the process id stand in the stream; the job's own bytes are kept.
/// </summary>
internal sealed class ScriptedPrinter : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Task serving;
    private readonly Lock gate = new();
    private readonly List<byte[]> jobs = [];
    private int open;

    internal ScriptedPrinter(DeviceScript script)
    {
        Script = script;
        listener.Start();
        serving = ServeAsync();
    }

    internal DeviceScript Script { get; set; }

    internal int Connections { get; private set; }

    internal int MostAtOnce { get; private set; }

    internal PrinterTarget Target => new("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, PaperWidth.Mm80);

    /// <summary>What came between connecting and closing, without the status questions; one entry for each connection that is over.</summary>
    internal IReadOnlyList<byte[]> Jobs
    {
        get
        {
            lock (gate)
                return [.. jobs];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await serving;
        ending.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
                connections.Add(ConnectionAsync(await listener.AcceptSocketAsync(ending.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ConnectionAsync(Socket socket)
    {
        lock (gate)
        {
            Connections++;
            MostAtOnce = Math.Max(MostAtOnce, ++open);
        }

        var job = new List<byte>();
        try
        {
            if (Script.Greeting.Length > 0)
                await socket.SendAsync(Script.Greeting);
            var pending = new List<byte>();
            var buffer = new byte[1024];
            int count;
            while ((count = await socket.ReceiveAsync(buffer, ending.Token)) > 0)
            {
                pending.AddRange(buffer.AsSpan(0, count));
                await AnswerAsync(socket, pending, job);
                if (IsDead(job))
                {
                    socket.LingerState = new LingerOption(true, 0);
                    break;
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The other side went away, or the test is over.
        }
        finally
        {
            socket.Dispose();
            lock (gate)
            {
                jobs.Add([.. job]);
                open--;
            }
        }
    }

    private bool IsDead(List<byte> job) => Script.DiesAfter is { } limit && job.Count >= limit;

    private async Task AnswerAsync(Socket socket, List<byte> pending, List<byte> job)
    {
        while (pending.Count > 0 && !IsDead(job))
        {
            byte[]? answer = null;
            if (pending is [0x10, 0x04, var n, ..])
            {
                pending.RemoveRange(0, 3);
                answer = Script.Status(n) is { } status ? [status] : null;
            }
            else if (pending is [0x1D, 0x28, 0x48, ..])
            {
                if (pending.Count < 11)
                    return;
                answer = Script.Process([.. pending.Skip(7).Take(4)]);
                pending.RemoveRange(0, 11);
            }
            else
            {
                if (pending.Count < 3 && (pending[0] is 0x10 or 0x1D))
                    return;
                if (pending is [0x1D, 0x61, 0x0F, ..] && Script.Automatic.Length > 0)
                    answer = Script.Automatic;
                job.Add(pending[0]);
                pending.RemoveAt(0);
            }

            if (answer is not null)
                await socket.SendAsync(answer);
        }
    }
}
