using System.Security.Cryptography;

namespace Cowry.Sandbox;

/// <summary>Text that nobody can guess: nonces, keys, the variable parts of numbers.</summary>
internal static class RandomText
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>32 letters and digits unless told otherwise.</summary>
    public static string Letters(int length = 32) => RandomNumberGenerator.GetString(Alphanumeric, length);

    public static string Digits(int length) => RandomNumberGenerator.GetString("0123456789", length);
}
