using Cowry.Server.Api;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cowry.Server.Staff;

/// <summary>Slow hashes of PINs. So few digits fall to any hash; what protects them is the lock after a few tries, and this if the table leaks.</summary>
internal static class Pins
{
    private static readonly PasswordHasher<StaffRow> Hasher = new(Options.Create(new PasswordHasherOptions()));

    // Verified when there is no such number, so that the answer takes as long.
    private static readonly string NobodysHash = Hash("nobody");

    public static string Hash(string pin) => Hasher.HashPassword(null!, pin);

    public static bool Verify(string? hash, string pin) =>
        Hasher.VerifyHashedPassword(null!, hash ?? NobodysHash, pin) != PasswordVerificationResult.Failed && hash is not null;

    public static Check Pin(this Check check, string? pin) => check.That(IsDigits(pin, 4, 8), "pin", "must be 4 to 8 digits");

    public static Check Number(this Check check, string? number) => check.That(IsDigits(number, 2, 6), "number", "must be 2 to 6 digits");

    private static bool IsDigits(string? text, int min, int max) => text is not null && text.Length >= min && text.Length <= max && text.All(char.IsAsciiDigit);
}
