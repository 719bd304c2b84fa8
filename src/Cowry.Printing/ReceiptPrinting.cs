using Cowry.Domain.Printing;
using Cowry.Printing.Drawing;
using Cowry.Printing.EscPos;
using Cowry.Printing.Tcp;
using Microsoft.Extensions.DependencyInjection;

namespace Cowry.Printing;

/// <summary>
/// <see cref="FontFile"/> is the font of preview and of lines that the printer's own characters cannot show; without it the usual places of Debian's
/// fonts-noto-cjk and fonts-wqy-zenhei are looked at. <see cref="FontIndex"/> is the face in a collection: 7 in NotoSansCJK-Regular.ttc is the
/// monospaced simplified Chinese one, exactly 12 and 24 dots wide.
/// </summary>
public sealed record ReceiptPrintingOptions
{
    public string? FontFile { get; init; }

    public int FontIndex { get; init; }

    public PrinterTiming Timing { get; init; } = new();
}

/// <summary>The door of this room.</summary>
public static class ReceiptPrinting
{
    /// <summary>
    /// Adds <see cref="IReceiptPrinter"/> (TCP) and <see cref="IReceiptPreview"/>, one of each for the process. A registered <see cref="TimeProvider"/>
    /// is used. A configured font that does not exist throws when either is first asked for.
    /// </summary>
    public static IServiceCollection AddReceiptPrinting(this IServiceCollection services, ReceiptPrintingOptions? options = null)
    {
        var chosen = options ?? new ReceiptPrintingOptions();
        services.AddSingleton(_ => ReceiptFace.Load(chosen.FontFile, chosen.FontIndex));
        services.AddSingleton<IReceiptPreview>(provider => new ReceiptPreview(provider.GetRequiredService<ReceiptFace>()));
        services.AddSingleton<IReceiptPrinter>(provider => new TcpReceiptPrinter(
            new EscPosEncoder(provider.GetRequiredService<ReceiptFace>()),
            chosen.Timing,
            provider.GetService<TimeProvider>() ?? TimeProvider.System));
        return services;
    }
}
