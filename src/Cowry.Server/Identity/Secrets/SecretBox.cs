using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Cowry.Server.Identity.Secrets;

/// <summary>
/// AES-256-GCM under a key derived from the master key; the purpose is authenticated with the text. What comes out reads
/// <c>v1.{key id}.{base64url of nonce, tag, ciphertext}</c>, so that a later format or another master key can be told apart.
/// </summary>
internal sealed class SecretBox(MasterKey master) : ISecretBox
{
    private const string Version = "v1";
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly BoxKey[] _keys = [BoxKey.Of(master), .. master.Former.Select(BoxKey.Of)];

    public string Seal(string purpose, string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var sealedBytes = new byte[NonceSize + TagSize + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_keys[0].Key, TagSize);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceSize + TagSize), sealedBytes.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(purpose));
        return $"{Version}.{_keys[0].Id}.{Base64Url.EncodeToString(sealedBytes)}";
    }

    public string Open(string purpose, string sealedSecret)
    {
        var parts = sealedSecret.Split('.');
        if (parts.Length != 3 || parts[0] != Version || !Base64Url.IsValid(parts[2]))
            throw new CryptographicException("This is not a sealed secret.");
        var key = Array.Find(_keys, known => known.Id == parts[1]) ?? throw new CryptographicException("The secret was sealed under another master key.");
        var bytes = Base64Url.DecodeFromChars(parts[2]);
        if (bytes.Length < NonceSize + TagSize)
            throw new CryptographicException("This is not a sealed secret.");
        var plain = new byte[bytes.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key.Key, TagSize);
        aes.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize + TagSize), bytes.AsSpan(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(purpose));
        return Encoding.UTF8.GetString(plain);
    }

    private sealed record BoxKey(string Id, byte[] Key)
    {
        public static BoxKey Of(MasterKey master) => new(Convert.ToHexStringLower(master.Derive("secret-box-id", 4)), master.Derive("secret-box"));
    }
}
