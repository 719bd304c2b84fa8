using SkiaSharp;

namespace Cowry.Sandbox.Printer.Paper;

/// <summary>
/// The face on the paper. It is loaded from a file because the native library finds no system fonts. <c>Fonts:Cjk</c> names another file, with
/// its index behind a <c>#</c> for collections. The best is Noto Sans Mono CJK SC: 12 dots for Latin and 24 for Hanzi at 24 pixels.
/// </summary>
internal sealed class PaperFonts
{
    private static readonly (string File, int Index)[] Known =
    [
        ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 7),
        ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 7),
        ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", 7),
        ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 1),
        ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 1),
        ("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", 0),
        ("/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf", 0),
    ];

    public PaperFonts(IConfiguration configuration, ILogger<PaperFonts> log)
    {
        var wanted = configuration["Fonts:Cjk"];
        if (wanted is not null && Load(Parse(wanted)) is { } configured)
        {
            (Typeface, Source) = (configured, wanted);
            return;
        }

        if (wanted is not null)
            log.LogWarning("No font can be read from {File} (Fonts:Cjk); another one is used for the printed paper", wanted);
        foreach (var candidate in Known)
        {
            if (Load(candidate) is not { } typeface)
                continue;
            (Typeface, Source) = (typeface, candidate.File);
            using var font = new SKFont(typeface);
            if (!font.ContainsGlyph('贝'))
                log.LogWarning("{File} has no Chinese characters; install fonts-noto-cjk or set Fonts:Cjk to see them on the paper", candidate.File);
            return;
        }

        log.LogWarning("No font was found: papers show boxes for characters. Install fonts-noto-cjk or set Fonts:Cjk");
    }

    /// <summary>Null when this machine has none of the known fonts.</summary>
    public SKTypeface? Typeface { get; }

    public string? Source { get; }

    private static SKTypeface? Load((string File, int Index) font) => File.Exists(font.File) ? SKTypeface.FromFile(font.File, font.Index) : null;

    private static (string File, int Index) Parse(string text)
    {
        var hash = text.LastIndexOf('#');
        if (hash > 0 && int.TryParse(text.AsSpan(hash + 1), System.Globalization.CultureInfo.InvariantCulture, out var index))
            return (text[..hash], index);
        return (text, text.EndsWith("NotoSansCJK-Regular.ttc", StringComparison.Ordinal) ? 7 : 0);
    }
}
