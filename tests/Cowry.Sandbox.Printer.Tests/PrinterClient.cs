using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cowry.Sandbox.Printer.Tests;

/// <summary>What a till does: a TCP connection to the printer. Reading waits at most ten seconds.</summary>
internal sealed class PrinterClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Socket socket;

    private PrinterClient(Socket socket) => this.socket = socket;

    public static async Task<PrinterClient> Connect(int port)
    {
        var client = new PrinterClient(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        try
        {
            await client.socket.ConnectAsync(IPAddress.Loopback, port);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Code page 936, as printers in China read it.</summary>
    public static byte[] Gbk(string text) => CodePagesEncodingProvider.Instance.GetEncoding(936)!.GetBytes(text);

    public static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    public Task Send(string hex) => Send(Hex(hex));

    public async Task Send(params byte[] bytes)
    {
        var sent = 0;
        while (sent < bytes.Length)
            sent += await socket.SendAsync(bytes.AsMemory(sent));
    }

    public async Task<string> Receive(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        var bytes = new byte[count];
        var got = 0;
        while (got < count)
        {
            var n = await socket.ReceiveAsync(bytes.AsMemory(got), patience.Token);
            if (n == 0)
                break;
            got += n;
        }

        return Convert.ToHexString(bytes, 0, got);
    }

    /// <summary>Sends and reads the answer of that many bytes, as hexadecimal.</summary>
    public async Task<string> Ask(string hex, int answer = 1)
    {
        await Send(hex);
        return await Receive(answer);
    }

    /// <summary>Asks with the process id command and waits for its answer: all before it is printed then.</summary>
    public async Task Printed()
    {
        (await Ask("1D 28 48 06 00 30 30 54 45 53 54", 7)).ShouldBe("37225445535400");
    }

    /// <summary>Waits until the other side has closed or reset the connection.</summary>
    public async Task Broken()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (await socket.ReceiveAsync(new byte[64], patience.Token) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // A reset is how a device dies.
        }
    }

    public void FinishSending() => socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => socket.Dispose();
}
