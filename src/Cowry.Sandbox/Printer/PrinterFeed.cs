using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Cowry.Sandbox.Printer.Paper;

namespace Cowry.Sandbox.Printer;

/// <summary>What <c>GET /printer</c> answers.</summary>
/// <param name="Object">Always <c>printer</c>.</param>
/// <param name="State"><c>ready</c>, <c>printing</c>, <c>paper_out</c>, <c>cover_open</c> or <c>off</c>.</param>
/// <param name="WaitingBytes">Received, not printed yet.</param>
/// <param name="InProgress">Text on the paper that still hangs in the printer.</param>
/// <param name="Font">The font file of the paper; null when none was found.</param>
internal sealed record PrinterState(
    string Object, string Host, int Port, int Paper, int Dots, string State, bool PaperOut, bool CoverOpen, bool DrawerOpen, int Connections,
    long WaitingBytes, string InProgress, string? Font, PrinterModel Model);

/// <summary>Tells followers what the printer does.</summary>
internal sealed class PrinterFeed(PrinterMechanism mechanism, PrinterPort port, PaperArchive archive, PaperFonts fonts, TimeProvider time)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public PrinterState State()
    {
        var status = mechanism.Status;
        var model = mechanism.Model;
        var state = !port.Listening ? "off"
            : status.PaperOut ? "paper_out"
            : status.CoverOpen ? "cover_open"
            : mechanism.WaitingBytes > 0 ? "printing"
            : "ready";
        return new PrinterState(
            "printer", port.Host, port.Port, model.Paper, model.Dots, state, status.PaperOut, status.CoverOpen, status.DrawerOpen,
            mechanism.Connections, mechanism.WaitingBytes, mechanism.InProgress, fonts.Source, model);
    }

    /// <summary>Papers after <paramref name="last"/> (none when null), then what happens, until stopped.</summary>
    public async IAsyncEnumerable<SseItem<string>> Follow(HttpRequest request, string? last, [EnumeratorCancellation] CancellationToken stop)
    {
        var news = Channel.CreateBounded<object>(new BoundedChannelOptions(PaperArchive.Most) { FullMode = BoundedChannelFullMode.DropOldest });
        void OnPaper(object? sender, PrintedPaper paper) => news.Writer.TryWrite(paper);
        void OnCleared(object? sender, EventArgs e) => news.Writer.TryWrite("cleared");
        void OnChanged(object? sender, EventArgs e) => news.Writer.TryWrite("status");
        archive.Added += OnPaper;
        archive.Cleared += OnCleared;
        mechanism.Changed += OnChanged;
        try
        {
            yield return Status();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var paper in last is null ? [] : archive.List(last, PaperArchive.Most).Reverse())
            {
                seen.Add(paper.Id);
                yield return Item(paper, request);
            }

            while (await Wait(news.Reader, stop) is { } more)
            {
                if (!more)
                    yield return new SseItem<string>("{}", "heartbeat");
                var status = false;
                while (news.Reader.TryRead(out var next))
                {
                    if (next is PrintedPaper paper && seen.Add(paper.Id))
                        yield return Item(paper, request);
                    else if (next is "cleared")
                        yield return new SseItem<string>("{}", "cleared");
                    else
                        status = true;
                }

                // Many small changes are one message.
                if (status)
                    yield return Status();
            }
        }
        finally
        {
            archive.Added -= OnPaper;
            archive.Cleared -= OnCleared;
            mechanism.Changed -= OnChanged;
        }
    }

    /// <summary>True: there is news; false: the heartbeat is due; null: stopped.</summary>
    private async Task<bool?> Wait(ChannelReader<object> news, CancellationToken stop)
    {
        using var due = new CancellationTokenSource(Heartbeat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, due.Token);
        try
        {
            return await news.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return stop.IsCancellationRequested ? null : false;
        }
    }

    private SseItem<string> Status() => new(JsonSerializer.Serialize(State(), PrinterJson.Options), "status");

    private static SseItem<string> Item(PrintedPaper paper, HttpRequest request) =>
        new(JsonSerializer.Serialize(paper.WithPicture(request), PrinterJson.Options), "paper") { EventId = paper.Id };
}
