using System.Net.Sockets;

namespace Cowry.Sandbox.Printer;

/// <summary>One connection to the printing port. Answers go out at once; a peer that does not read them is not waited for.</summary>
internal sealed class PrinterConnection : IDisposable
{
    private readonly Socket socket;
    private readonly Lock gate = new();
    private bool closed;

    public PrinterConnection(Socket socket)
    {
        this.socket = socket;
        socket.NoDelay = true;
        socket.SendTimeout = 1000;
    }

    /// <summary>The mask of <c>GS a</c>; 0 sends nothing by itself.</summary>
    public int AutomaticStatus { get; set; }

    public ValueTask<int> Receive(Memory<byte> into, CancellationToken stop) => socket.ReceiveAsync(into, SocketFlags.None, stop);

    public void Answer(params ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            if (closed)
                return;
            try
            {
                socket.Send(bytes);
            }
            catch (SocketException)
            {
                // Whoever asked has gone; the printer does not care.
            }
        }
    }

    /// <summary>Cuts the connection with a reset, as a device that loses power or crashes does.</summary>
    public void Abort()
    {
        lock (gate)
        {
            if (closed)
                return;
            closed = true;
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (closed)
                return;
            closed = true;
            socket.Dispose();
        }
    }
}
