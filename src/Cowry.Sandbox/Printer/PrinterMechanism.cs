using System.Threading.Channels;
using Cowry.Sandbox.Printer.EscPos;
using Cowry.Sandbox.Printer.Paper;

namespace Cowry.Sandbox.Printer;

/// <summary>
/// The printer behind its port: takes bytes in, answers real-time requests on the spot, and prints the rest in order as long as nothing is
/// wrong with it. What it cannot print yet waits in the receive buffer, also when the sender has gone.
/// </summary>
internal sealed class PrinterMechanism : BackgroundService
{
    /// <summary>When so many bytes wait, the printer stops reading and TCP holds the sender.</summary>
    private const int BufferSize = 64 * 1024;

    private readonly Channel<Queued> queue = Channel.CreateUnbounded<Queued>();
    private readonly List<PrinterConnection> connections = [];
    private readonly Signal changed = new();
    private readonly Lock mechanics = new();
    private readonly IPrinterTrouble trouble;
    private readonly PaperArchive archive;
    private readonly PrinterMemory memory;
    private readonly TimeProvider time;
    private readonly ILogger<PrinterMechanism> log;
    private PrintEngine engine;
    private EscPosReader reader;
    private PrinterStatus announced;
    private volatile bool drawerOpen;
    private long waiting;

    public PrinterMechanism(IPrinterTrouble trouble, PaperArchive archive, PrinterMemory memory, TimeProvider time, ILogger<PrinterMechanism> log)
    {
        (this.trouble, this.archive, this.memory, this.time, this.log) = (trouble, archive, memory, time, log);
        (engine, reader) = (MakeEngine(), new EscPosReader(memory.Model));
        announced = Status;
        trouble.Changed += OnTroubleChanged;
    }

    /// <summary>Raised when something that can be seen from outside has changed.</summary>
    public event EventHandler? Changed;

    public PrinterStatus Status => new(trouble.Current.PaperOut, trouble.Current.CoverOpen, drawerOpen);

    public PrinterModel Model => memory.Model;

    public long WaitingBytes => Interlocked.Read(ref waiting);

    public int Connections
    {
        get
        {
            lock (connections)
                return connections.Count;
        }
    }

    /// <summary>What is printed so far on the paper that still hangs in the printer.</summary>
    public string InProgress
    {
        get
        {
            lock (mechanics)
                return engine.Strip.Text + engine.Waiting;
        }
    }

    public void Join(PrinterConnection connection)
    {
        lock (connections)
            connections.Add(connection);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>The sender has finished; the task ends when all that it sent has been printed (or lost).</summary>
    public Task Leave(PrinterConnection connection)
    {
        lock (connections)
            connections.Remove(connection);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Writer.TryWrite(new Queued(null, connection, 0, done));
        Changed?.Invoke(this, EventArgs.Empty);
        return done.Task;
    }

    public async Task WaitForRoom(CancellationToken stop)
    {
        while (true)
        {
            var next = changed.Next;
            if (WaitingBytes < BufferSize)
                return;
            Changed?.Invoke(this, EventArgs.Empty);
            await next.WaitAsync(stop);
        }
    }

    public void Receive(PrinterConnection connection, ReadOnlySpan<byte> bytes)
    {
        var commands = new List<(PrinterCommand Command, int Bytes)>();
        lock (mechanics)
            reader.Feed(bytes, commands);
        var idle = WaitingBytes == 0;
        foreach (var (command, size) in commands)
        {
            if (command is RealTimeCommand now)
            {
                ActNow(now, connection);
                continue;
            }

            Interlocked.Add(ref waiting, size);
            queue.Writer.TryWrite(new Queued(command, connection, size, null));
        }

        if (idle && commands.Count > 0)
            Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Everything that was not on paper is gone; a half printed ticket hangs out.</summary>
    public void LosePower()
    {
        ClearQueue();
        lock (mechanics)
        {
            reader.Clear();
            engine.LosePower();
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>The connection broke in the middle of a command: with the interface's restart its beginning is forgotten.</summary>
    public void ForgetUnfinishedCommand()
    {
        lock (mechanics)
            reader.Clear();
    }

    public void Become(PrinterModel model)
    {
        lock (mechanics)
        {
            engine.TearOff("the printer was set up anew");
            memory.Remember(model, memory.Port);
            (engine, reader) = (MakeEngine(), new EscPosReader(model));
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void CloseDrawer()
    {
        drawerOpen = false;
        Announce();
    }

    public override void Dispose()
    {
        trouble.Changed -= OnTroubleChanged;
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await queue.Reader.WaitToReadAsync(stoppingToken))
            {
                await WaitUntilAbleToPrint(stoppingToken);
                if (!queue.Reader.TryRead(out var item))
                    continue;
                await Print(item, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Whoever stops the sandbox switches the printer off; what waits is lost, as in a real one.
        }
    }

    private async Task WaitUntilAbleToPrint(CancellationToken stop)
    {
        while (true)
        {
            var next = changed.Next;
            if (!Status.Offline && !trouble.Current.Offline)
                return;
            await next.WaitAsync(stop);
        }
    }

    private async Task Print(Queued item, CancellationToken stop)
    {
        try
        {
            lock (mechanics)
            {
                if (item.Command is null)
                    engine.TearOff();
                else
                    Obey(item.Command, item.Connection);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogError(e, "A printed paper cannot be kept");
        }

        if (Model.BytesPerSecond is > 0 and var rate && item.Size > 0)
            await Task.Delay(TimeSpan.FromSeconds((double)item.Size / rate), time, stop);
        item.Done?.TrySetResult();
        if (Interlocked.Add(ref waiting, -item.Size) is < BufferSize)
            changed.Raise();
        if (queue.Reader.Count == 0)
            Changed?.Invoke(this, EventArgs.Empty);
    }

    private void Obey(PrinterCommand command, PrinterConnection connection)
    {
        switch (command)
        {
            case AskStatus ask:
                Answer(connection, Status.Queued(ask.What));
                break;
            case SetAutomaticStatus set:
                connection.AutomaticStatus = set.Mask;
                if (set.Mask != 0)
                    Answer(connection, Status.Automatic());
                break;
            case AskProcessId ask when Model.AnswersProcessId:
                Answer(connection, [0x37, 0x22, .. ask.Tag, 0x00]);
                break;
            case AskIdentity ask:
                Answer(connection, PrinterIdentity.Answer(ask.What, Model));
                break;
            case AskProcessId:
                engine.Apply(new NotUnderstood("unsupported_command", "1D28480600"));
                break;
            default:
                if (command is Initialize && Model.InitializeStopsAutomaticStatus)
                    connection.AutomaticStatus = 0;
                engine.Apply(command);
                if (command is KickDrawer)
                    OpenDrawer();
                break;
        }
    }

    private void ActNow(RealTimeCommand command, PrinterConnection connection)
    {
        switch (command)
        {
            case AskStatusNow ask:
                Answer(connection, Status.RealTime(ask.What));
                break;
            case KickDrawerNow:
                lock (mechanics)
                    engine.Apply(command);
                OpenDrawer();
                break;
            case RecoverNow { ClearBuffers: true }:
                ClearQueue();
                lock (mechanics)
                    engine.Apply(new Initialize());
                Changed?.Invoke(this, EventArgs.Empty);
                break;
        }
    }

    private void OpenDrawer()
    {
        drawerOpen = true;
        Announce();
    }

    private void Answer(PrinterConnection connection, params ReadOnlySpan<byte> bytes)
    {
        if (!Model.Silent)
            connection.Answer(bytes);
    }

    private void OnTroubleChanged(object? sender, EventArgs e)
    {
        Announce();
        changed.Raise();
    }

    /// <summary>Tells the connections that asked for automatic status what has changed.</summary>
    private void Announce()
    {
        PrinterConnection[] listeners;
        PrinterStatus before, now;
        lock (connections)
        {
            (before, now) = (announced, Status);
            announced = now;
            listeners = [.. connections];
        }

        foreach (var listener in listeners)
        {
            if (before.ChangeMatters(now, listener.AutomaticStatus))
                Answer(listener, now.Automatic());
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    private void ClearQueue()
    {
        while (queue.Reader.TryRead(out var lost))
        {
            Interlocked.Add(ref waiting, -lost.Size);
            lost.Done?.TrySetResult();
        }

        changed.Raise();
    }

    private PrintEngine MakeEngine()
    {
        var model = memory.Model;
        return new PrintEngine(model, (strip, cut) => archive.Add(strip, cut, model.Paper));
    }

    /// <summary>A command that waits for its turn.</summary>
    /// <param name="Command">Null marks the end of the connection.</param>
    private sealed record Queued(PrinterCommand? Command, PrinterConnection Connection, int Size, TaskCompletionSource? Done);
}
