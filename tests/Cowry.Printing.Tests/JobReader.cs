using System.Text;
using Shouldly;

namespace Cowry.Printing.Tests;

internal sealed record PrintedLine(string Text, int Columns, byte[] Bytes);

internal sealed record PrintedImage(int BytesPerRow, int Rows, byte[] Bits);

/// <summary>
/// Reads a job back as a printer would, from the tables of the commands and not from the encoder; an unknown byte fails the test, so nothing of a
/// text can pass as a command.
/// </summary>
internal sealed class JobReader
{
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(
        936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private readonly List<byte> line = [];
    private int columns;
    private int across = 1;

    private JobReader()
    {
    }

    public List<PrintedLine> Lines { get; } = [];

    public List<PrintedImage> Images { get; } = [];

    public List<(string Content, int Module)> Qrs { get; } = [];

    public List<byte[]> Barcodes { get; } = [];

    public int Cuts { get; private set; }

    public int DrawerPulses { get; private set; }

    public string Text => string.Join('\n', Lines.Select(l => l.Text));

    public static JobReader Read(byte[] job)
    {
        job.AsSpan(0, 4).ToArray().ShouldBe(new byte[] { 0x1B, 0x40, 0x1C, 0x26 }, "every job starts with a reset and Chinese mode");
        var reader = new JobReader();
        var at = 4;
        var module = 0;
        var content = "";
        while (at < job.Length)
        {
            switch (job[at])
            {
                case 0x0A:
                    reader.EndLine();
                    at++;
                    break;
                case 0x1B when job[at + 1] is 0x61 or 0x45 or 0x64:
                    at += 3;
                    break;
                case 0x1B when job[at + 1] == 0x70:
                    reader.DrawerPulses++;
                    at += 5;
                    break;
                case 0x1D when job[at + 1] == 0x21:
                    reader.across = (job[at + 2] >> 4) + 1;
                    at += 3;
                    break;
                case 0x1D when job[at + 1] is 0x42 or 0x61 or 0x68 or 0x77 or 0x48:
                    at += 3;
                    break;
                case 0x1D when job[at + 1] == 0x56:
                    reader.line.Count.ShouldBe(0, "a cut counts only at the start of a line");
                    reader.Cuts++;
                    at += 4;
                    break;
                case 0x1D when job[at + 1] == 0x6B:
                    job[at + 2].ShouldBe((byte)0x49);
                    reader.Barcodes.Add(job.AsSpan(at + 4, job[at + 3]).ToArray());
                    at += 4 + job[at + 3];
                    break;
                case 0x1D when job[at + 1] == 0x76:
                    var (bytesPerRow, rows) = (job[at + 4] + (job[at + 5] << 8), job[at + 6] + (job[at + 7] << 8));
                    reader.Images.Add(new PrintedImage(bytesPerRow, rows, job.AsSpan(at + 8, bytesPerRow * rows).ToArray()));
                    at += 8 + (bytesPerRow * rows);
                    break;
                case 0x1D when job[at + 1] == 0x28 && job[at + 2] == 0x6B:
                    var length = job[at + 3] + (job[at + 4] << 8);
                    if (job[at + 6] == 0x43)
                        module = job[at + 7];
                    else if (job[at + 6] == 0x50)
                        content = Encoding.UTF8.GetString(job.AsSpan(at + 8, length - 3));
                    else if (job[at + 6] == 0x51)
                        reader.Qrs.Add((content, module));
                    at += 5 + length;
                    break;
                case >= 0x20 and < 0x7F:
                    reader.Put(job.AsSpan(at++, 1));
                    break;
                case >= 0x81:
                    reader.Put(job.AsSpan(at, 2));
                    at += 2;
                    break;
                default:
                    throw new InvalidDataException($"byte {job[at]:X2} at {at} is no command that a job may carry");
            }
        }

        reader.line.Count.ShouldBe(0, "the last line ends with LF");
        return reader;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        line.AddRange(bytes);
        columns += bytes.Length * across;
    }

    private void EndLine()
    {
        Lines.Add(new PrintedLine(Gbk.GetString([.. line]), columns, [.. line]));
        line.Clear();
        columns = 0;
    }
}
