using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>Keys made for this run: the merchant's, and WeChat's in the shape of a public key and of certificates.</summary>
internal static class TestKeys
{
    public const string ApiV3Key = "a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb";
    public const string MerchantSerial = "408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB";
    public const string PublicKeyId = "PUB_KEY_ID_0114232134912410000000000000";

    public static RSA Merchant { get; } = RSA.Create(2048);

    public static RSA Platform { get; } = RSA.Create(2048);

    public static RSA Stranger { get; } = RSA.Create(2048);

    /// <summary>WeChat's serials have 40 digits; the first byte is above 0x7F, so that DER puts a zero byte before it.</summary>
    public static X509Certificate2 Certificate(RSA key, byte first, DateTimeOffset from, DateTimeOffset until)
    {
        var serial = new byte[20];
        RandomNumberGenerator.Fill(serial);
        serial[0] = first;
        var request = new CertificateRequest("CN=Tenpay.com Root CA", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var issuer = RSA.Create(2048);
        return request.Create(
            new X500DistinguishedName("CN=Test CA"), X509SignatureGenerator.CreateForRSA(issuer, RSASignaturePadding.Pkcs1), from, until, serial);
    }

    public static string SerialOf(X509Certificate2 certificate) => certificate.SerialNumber[^40..];

    public static object Seal(string plain, string associatedData = "certificate", string key = ApiV3Key)
    {
        var nonce = RandomNumberGenerator.GetHexString(12);
        var bytes = Encoding.UTF8.GetBytes(plain);
        var cipher = new byte[bytes.Length];
        var tag = new byte[16];
        using var aes = new AesGcm(Encoding.ASCII.GetBytes(key), 16);
        aes.Encrypt(Encoding.ASCII.GetBytes(nonce), bytes, cipher, tag, Encoding.UTF8.GetBytes(associatedData));
        return new
        {
            algorithm = "AEAD_AES_256_GCM",
            nonce,
            associated_data = associatedData,
            ciphertext = Convert.ToBase64String([.. cipher, .. tag]),
        };
    }

    public static string CertificateList(params X509Certificate2[] certificates) => JsonSerializer.Serialize(new
    {
        data = certificates.Select(certificate => new
        {
            serial_no = SerialOf(certificate),
            effective_time = certificate.NotBefore,
            expire_time = certificate.NotAfter,
            encrypt_certificate = Seal(certificate.ExportCertificatePem()),
        }),
    });

    public static string Sign(RSA key, string timestamp, string nonce, ReadOnlySpan<byte> body)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes($"{timestamp}\n{nonce}\n"), .. body, (byte)'\n'];
        lock (key)
            return Convert.ToBase64String(key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
