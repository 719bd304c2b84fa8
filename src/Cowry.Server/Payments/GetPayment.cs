using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using QRCoder;

namespace Cowry.Server.Payments;

/// <summary>GET /v1/payments/{id} and its QR as a picture.</summary>
internal static class GetPayment
{
    public static async Task<IResult> HandleAsync(string id, HttpContext http, Database database, TimeProvider time, CancellationToken cancel) =>
        Results.Json(await LoadAsync(id, http, database, time, cancel), Client.Wire.Json);

    public static async Task<IResult> QrAsync(string id, HttpContext http, Database database, TimeProvider time, CancellationToken cancel)
    {
        var payment = await LoadAsync(id, http, database, time, cancel);
        if (payment.Qr is not { } qr)
            throw Refusals.NotFound("open QR of payment", id);
        using var code = QRCodeGenerator.GenerateQrCode(qr.Content, QRCodeGenerator.ECCLevel.M);
        return Results.Bytes(new PngByteQRCode(code).GetGraphic(10), "image/png");
    }

    private static async Task<Client.Payments.Payment> LoadAsync(string text, HttpContext http, Database database, TimeProvider time, CancellationToken cancel)
    {
        if (!Id.TryParse<PaymentId>(text, out var id))
            throw Refusals.NotFound("payment", text);
        await using var db = database.Open();
        return await PaymentsApi.FindAsync(db, Caller.Of(http), id, time.GetUtcNow(), cancel)
            ?? throw Refusals.NotFound("payment", text);
    }
}
