using System.Net.Sockets;
using System.Threading.Channels;

namespace Cowry.Printing.Tcp;

/// <summary>The device closed the connection, reset it, or takes no more bytes.</summary>
internal sealed class PrinterLostException(string message, Exception? inner = null) : IOException(message, inner);

/// <summary>
/// One connection to a printer: writes, and reads all the while, so that nothing the device says is missed or blocks it. Every wait ends with an
/// answer, a time limit or <see cref="PrinterLostException"/>.
/// </summary>
internal sealed class PrinterConnection : IAsyncDisposable
{
    private const int ChunkBytes = 4096;
    private readonly Socket socket;
    private readonly PrinterTiming timing;
    private readonly TimeProvider time;
    private readonly Channel<PrinterMessage> messages = Channel.CreateUnbounded<PrinterMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource ending = new();
    private readonly Task reading;

    private PrinterConnection(Socket socket, PrinterTiming timing, TimeProvider time)
    {
        (this.socket, this.timing, this.time) = (socket, timing, time);
        reading = ReadAsync();
    }

    /// <summary>The latest unasked status since the last question; null if there was none.</summary>
    internal DeviceStatus? Automatic { get; private set; }

    /// <summary>Throws <see cref="PrinterLostException"/> when the device cannot be reached in time.</summary>
    internal static async Task<PrinterConnection> OpenAsync(string host, int port, PrinterTiming timing, TimeProvider time, CancellationToken cancel)
    {
        var opened = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var limit = new CancellationTokenSource(timing.Connect, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
            await opened.ConnectAsync(host, port, both.Token);
            return new PrinterConnection(opened, timing, time);
        }
        catch (Exception e) when (e is SocketException or ArgumentException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            opened.Dispose();
            throw new PrinterLostException($"no connection: {(e as SocketException)?.SocketErrorCode.ToString() ?? "TimedOut"}", e);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    internal async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (bytes.Length > 0)
        {
            var chunk = bytes[..Math.Min(ChunkBytes, bytes.Length)];
            using var limit = new CancellationTokenSource(timing.Stall, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
            try
            {
                var taken = await socket.SendAsync(chunk, both.Token);
                bytes = bytes[taken..];
            }
            catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
            {
                throw new PrinterLostException("the device takes no more bytes", e);
            }
            catch (SocketException e)
            {
                throw new PrinterLostException($"connection lost: {e.SocketErrorCode}", e);
            }
        }
    }

    /// <summary><c>DLE EOT</c> 1 to 4, one at a time. Null when the device answers none of them.</summary>
    internal async Task<DeviceStatus?> AskAsync(CancellationToken cancel)
    {
        DeviceStatus? status = null;
        for (var question = 1; question <= 4; question++)
        {
            // A device that leaves two questions open will leave the others open too.
            if (question == 3 && status is null)
                return null;
            while (messages.Reader.TryRead(out var old))
                Note(old);
            await WriteAsync(new byte[] { 0x10, 0x04, (byte)question }, cancel);
            if (await NextAsync(message => message is StatusByte, timing.Status, cancel) is StatusByte answer)
                status = (status ?? DeviceStatus.Unknown).With(question, answer.Value);
        }

        return status;
    }

    /// <summary>True once the device says that everything before <paramref name="tag"/> is printed, false when the time is over.</summary>
    internal async Task<bool> WaitForAsync(string tag, TimeSpan limit, CancellationToken cancel) =>
        await NextAsync(message => message is ProcessDone done && done.Tag == tag, limit, cancel) is not null;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // It was closed by the other side.
        }

        socket.Dispose();
        await reading;
        ending.Dispose();
    }

    private async Task<PrinterMessage?> NextAsync(Func<PrinterMessage, bool> wanted, TimeSpan limit, CancellationToken cancel)
    {
        using var over = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancel);
        try
        {
            while (true)
            {
                var message = await messages.Reader.ReadAsync(both.Token);
                Note(message);
                if (wanted(message))
                    return message;
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
        catch (ChannelClosedException e)
        {
            throw new PrinterLostException(e.InnerException?.Message ?? "the device closed the connection", e);
        }
    }

    private void Note(PrinterMessage message)
    {
        if (message is AutomaticStatus asb)
            Automatic = DeviceStatus.From(asb);
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[256];
        var reader = new StatusReader();
        try
        {
            while (true)
            {
                var count = await socket.ReceiveAsync(buffer, ending.Token);
                if (count == 0)
                    break;
                foreach (var message in reader.Take(buffer.AsMemory(0, count)))
                    messages.Writer.TryWrite(message);
            }

            messages.Writer.Complete();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            messages.Writer.Complete(e);
        }
    }
}
