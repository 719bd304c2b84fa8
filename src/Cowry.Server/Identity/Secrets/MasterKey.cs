using System.Security.Cryptography;
using System.Text;
using Cowry.Server.Hosting;

namespace Cowry.Server.Identity.Secrets;

/// <summary>
/// The one secret of an installation: 32 bytes from <c>Cowry:MasterKey</c> (base64), or from a file beside the SQLite database that is made at the
/// first start. Every other key is derived from it by HKDF, so processes that share it need to share nothing else.
/// </summary>
internal sealed class MasterKey
{
    private const int Size = 32;
    private readonly byte[] _key;

    private MasterKey(byte[] key, IReadOnlyList<MasterKey> former) => (_key, Former) = (key, former);

    /// <summary>Keys that no longer seal but still open: <c>Cowry:FormerMasterKeys</c>, each base64.</summary>
    public IReadOnlyList<MasterKey> Former { get; }

    public static MasterKey Load(ServerOptions options, IConfiguration configuration)
    {
        var former = configuration.GetSection("Cowry:FormerMasterKeys").Get<string[]>() ?? [];
        return new MasterKey(
            configuration["Cowry:MasterKey"] is { Length: > 0 } text ? Parse(text, "Cowry:MasterKey") : FromFile(Path.Combine(options.Data, "master.key")),
            [.. former.Select(key => new MasterKey(Parse(key, "Cowry:FormerMasterKeys"), []))]);
    }

    /// <summary>A key for one use; different uses never share one.</summary>
    public byte[] Derive(string use, int length = Size) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, length, salt: null, info: Encoding.UTF8.GetBytes("cowry:" + use));

    private static byte[] FromFile(string file)
    {
        if (!File.Exists(file))
            Make(file);
        return Parse(File.ReadAllText(file).Trim(), file);
    }

    // Written aside and moved into place, so that of two processes that start at once one wins and neither reads half a key.
    private static void Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var draft = $"{file}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, Encoding.ASCII, options))
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size)));
        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }

    private static byte[] Parse(string text, string where)
    {
        var key = new byte[Size];
        return Convert.TryFromBase64String(text, key, out var written) && written == Size
            ? key
            : throw new InvalidOperationException($"{where} must hold {Size} bytes in base64.");
    }
}
