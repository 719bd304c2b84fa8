using System.Text;

namespace Cowry.Sandbox.Printer.EscPos;

/// <summary>
/// Reads printable bytes by the modes in force: in Chinese mode a byte from 81 takes the next one (code page 936); outside of it bytes from 80
/// mean what the selected code page says. A lead byte whose partner has not arrived waits.
/// </summary>
internal sealed class TextDecoder
{
    private static readonly Encoding Gbk = CodePages(936);
    private static readonly Dictionary<int, int> PagesByNumber = new()
    {
        [0] = 437,
        [2] = 850,
        [16] = 1252,
        [17] = 866,
        [18] = 852,
        [19] = 858,
    };

    private readonly bool startsChinese;
    private bool chinese;
    private Encoding page = CodePages(437);

    public TextDecoder(bool startsChinese)
    {
        this.startsChinese = startsChinese;
        chinese = startsChinese;
    }

    /// <summary>Follows the commands that change how text is read.</summary>
    public void Notice(ReadOnlySpan<byte> command)
    {
        switch (command[0], (char)command[1])
        {
            case (CommandLength.Esc, '@'):
                chinese = startsChinese;
                page = CodePages(437);
                break;
            case (CommandLength.Fs, '&'):
                chinese = true;
                break;
            case (CommandLength.Fs, '.'):
                chinese = false;
                break;
            case (CommandLength.Esc, 't'):
                page = CodePages(PagesByNumber.GetValueOrDefault(command[2], 437));
                break;
        }
    }

    /// <summary>Takes the run of text at the start; answers how many bytes it used, 0 when it must wait for the second half of a character.</summary>
    public int Read(ReadOnlySpan<byte> bytes, List<(PrinterCommand Command, int Bytes)> into)
    {
        var glyphs = new List<Glyph>();
        string? broken = null;
        var i = 0;
        while (i < bytes.Length && bytes[i] >= 0x20)
        {
            var two = chinese && bytes[i] is >= 0x81 and <= 0xFE;
            if (two && i + 1 == bytes.Length)
                break;
            if (!two)
            {
                glyphs.Add(new Glyph(Single(bytes[i++]), Wide: false));
            }
            else if (Pair(bytes[i], bytes[i + 1]) is { } pair)
            {
                glyphs.Add(new Glyph(pair, Wide: true));
                i += 2;
            }
            else
            {
                broken ??= Convert.ToHexString(bytes.Slice(i, 2));
                glyphs.Add(new Glyph("\uFFFD", Wide: true));
                i += bytes[i + 1] is < 0x40 or 0x7F or 0xFF ? 1 : 2;
            }
        }

        if (glyphs.Count > 0)
            into.Add((new PrintText(glyphs), i));
        if (broken is not null)
            into.Add((new NotUnderstood("not_a_character", broken), 0));
        return i;
    }

    private string Single(byte value)
    {
        if (value < 0x7F)
            return ((char)value).ToString();
        return chinese || value == 0x7F ? "\uFFFD" : page.GetString([value]);
    }

    private static string? Pair(byte lead, byte trail)
    {
        if (trail is < 0x40 or 0x7F or 0xFF)
            return null;
        var text = Gbk.GetString([lead, trail]);
        return text.Length == 0 || text[0] == '?' || text[0] == '\uFFFD' || text[0] is >= '\uE000' and <= '\uF8FF' ? null : text;
    }

    private static Encoding CodePages(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)!;
}
