using System.Buffers.Binary;
using Shouldly;

namespace Cowry.Printing.Tests;

internal static class Png
{
    /// <summary>From the header, without the library that wrote it.</summary>
    internal static (int Width, int Height) Size(byte[] png)
    {
        png.AsSpan(0, 8).ToArray().ShouldBe(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A });
        return (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }
}
