using System.Net;
using System.Net.Sockets;

namespace Cowry.Sandbox.Printer;

/// <summary>
/// The TCP port. One connection is served at a time, as real printers do: others wait unread, or are refused when the model says so. While the
/// printer is off (<c>offline</c>) nothing listens, but the port stays ours.
/// </summary>
internal sealed class PrinterPort : IHostedService, IDisposable
{
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim free = new(1);
    private readonly Signal changed = new();
    private readonly PrinterMechanism mechanism;
    private readonly PrinterMemory memory;
    private readonly IPrinterTrouble trouble;
    private readonly TimeProvider time;
    private readonly ILogger<PrinterPort> log;
    private readonly int wanted;
    private readonly IPAddress address;
    private Task running = Task.CompletedTask;
    private Socket? bound;

    public PrinterPort(
        PrinterMechanism mechanism, PrinterMemory memory, IPrinterTrouble trouble, SandboxOptions options, IConfiguration configuration,
        TimeProvider time, ILogger<PrinterPort> log)
    {
        (this.mechanism, this.memory, this.trouble, this.time, this.log) = (mechanism, memory, trouble, time, log);
        wanted = options.PrinterPort;
        address = configuration["Sandbox:PrinterHost"] is { } host ? IPAddress.Parse(host) : IPAddress.Loopback;
    }

    public string Host => address.ToString();

    /// <summary>0 when the sandbox runs without a printer.</summary>
    public int Port { get; private set; }

    /// <summary>Whether the printer can be reached.</summary>
    public bool Listening => Port > 0 && !trouble.Current.Offline;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (wanted < 0)
            return Task.CompletedTask;
        bound = wanted > 0 ? Bind(wanted) : BindAnywhere();
        Port = ((IPEndPoint)bound.LocalEndPoint!).Port;
        memory.Remember(memory.Model, Port);
        trouble.Changed += OnTroubleChanged;
        if (!trouble.Current.Offline)
            bound.Listen();
        log.LogInformation("The virtual receipt printer listens on {Host}:{Port}", Host, Port);
        running = Run(stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        trouble.Changed -= OnTroubleChanged;
        await stopping.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        bound?.Dispose();
        stopping.Dispose();
        free.Dispose();
    }

    private async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Until(() => !trouble.Current.Offline, stop);
            using var online = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var unplugged = Until(() => trouble.Current.Offline, online.Token);
            bound!.Listen();
            var serving = Serve(bound, online.Token);
            await Task.WhenAny(unplugged, serving);
            await online.CancelAsync();
            await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await unplugged.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            bound.Dispose();
            if (stop.IsCancellationRequested)
                return;
            mechanism.LosePower();
            // Bound but not listening: connects are refused and nobody else can take the port.
            bound = Bind(Port);
        }
    }

    private async Task Serve(Socket listener, CancellationToken online)
    {
        var serving = Task.CompletedTask;
        try
        {
            while (true)
            {
                if (!memory.Model.RefusesWhenBusy)
                {
                    await free.WaitAsync(online);
                    free.Release();
                }

                var socket = await listener.AcceptAsync(online);
                var connection = new PrinterConnection(socket);
                if (await free.WaitAsync(TimeSpan.Zero, online))
                    serving = Serve(connection, online);
                else
                    connection.Abort();
            }
        }
        finally
        {
            await serving;
        }
    }

    private async Task Serve(PrinterConnection connection, CancellationToken online)
    {
        mechanism.Join(connection);
        Task? printed = null;
        try
        {
            await ReceiveAll(connection, online);
            // The sender may have closed only its half and still wait for the process id.
            printed = mechanism.Leave(connection);
            await printed.WaitAsync(LastAnswers, time, online);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or TimeoutException or ObjectDisposedException or InvalidDataException)
        {
            if (e is InvalidDataException or OperationCanceledException)
                connection.Abort();
        }
        finally
        {
            if (printed is null)
                _ = mechanism.Leave(connection);
            connection.Dispose();
            free.Release();
        }
    }

    private async Task ReceiveAll(PrinterConnection connection, CancellationToken online)
    {
        var buffer = new byte[4096];
        long total = 0;
        while (true)
        {
            await mechanism.WaitForRoom(online);
            var received = await connection.Receive(buffer, online).AsTask().WaitAsync(IdleLimit, time, online);
            if (received == 0)
                return;
            var taken = trouble.Current.DiesAfterBytes is { } limit ? (int)Math.Clamp(limit - total, 0, received) : received;
            mechanism.Receive(connection, buffer.AsSpan(0, taken));
            total += received;
            if (trouble.Current.DiesAfterBytes <= total)
            {
                mechanism.ForgetUnfinishedCommand();
                connection.Abort();
                return;
            }
        }
    }

    private void OnTroubleChanged(object? sender, EventArgs e) => changed.Raise();

    private async Task Until(Func<bool> condition, CancellationToken stop)
    {
        while (true)
        {
            var next = changed.Next;
            if (condition())
                return;
            await next.WaitAsync(stop);
        }
    }

    private Socket BindAnywhere()
    {
        try
        {
            return Bind(memory.Port);
        }
        catch (SocketException)
        {
            return Bind(0);
        }
    }

    private Socket Bind(int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
