using Microsoft.Playwright;

namespace Cowry.Browser.Tests.Pages;

/// <summary>
/// Reads a QR code from a screen's pixels, in a tab of its own: the decoder that the sandbox's phone page carries is loaded there, and given a picture
/// and nothing else.
/// </summary>
internal static class QrReader
{
    private const string Decode = """
        async ([decoder, png]) => {
          const { default: jsQR } = await import(decoder)
          const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))
          const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
          const canvas = new OffscreenCanvas(picture.width, picture.height)
          const context = canvas.getContext('2d')
          context.drawImage(picture, 0, 0)
          return jsQR(context.getImageData(0, 0, picture.width, picture.height).data, picture.width, picture.height)?.data ?? null
        }
        """;

    /// <summary>What a phone that is held at the whole screen would read. The decoder comes from the sandbox's address.</summary>
    public static async Task<string> ReadAsync(IPage page, string sandbox)
    {
        var picture = await page.ScreenshotAsync();
        var reader = await page.Context.Browser!.NewPageAsync();
        try
        {
            await reader.GotoAsync(sandbox + "/health");
            return await reader.EvaluateAsync<string?>(Decode, new[] { sandbox + "/phone-page/jsqr.js", Convert.ToBase64String(picture) })
                ?? throw new InvalidOperationException("no QR code can be read from the screen");
        }
        finally
        {
            await reader.Context.CloseAsync();
        }
    }
}
