using System.Security.Cryptography;
using Cowry.Server.Hosting;
using Cowry.Server.Identity.Secrets;
using Microsoft.Extensions.Configuration;

namespace Cowry.Server.Tests.Identity;

public sealed class Secrets
{
    [Fact]
    public void A_sealed_secret_opens_for_its_purpose_only()
    {
        var box = new SecretBox(Master(RandomKey()));
        var closed = box.Seal("payment-account", "私钥");
        closed.ShouldStartWith("v1.");
        box.Seal("payment-account", "私钥").ShouldNotBe(closed);
        box.Open("payment-account", closed).ShouldBe("私钥");
        Should.Throw<CryptographicException>(() => box.Open("api-key", closed));
        Should.Throw<CryptographicException>(() => box.Open("payment-account", closed[..^2] + (closed[^1] == 'A' ? "BB" : "AA")));
        Should.Throw<CryptographicException>(() => new SecretBox(Master(RandomKey())).Open("payment-account", closed));
        foreach (var rubbish in new[] { "", "v1", "v1.x.y", "v1..", "v2.00000000.AAAA", closed.Split('.')[0] + "." + closed.Split('.')[1] + ".AAAA" })
            Should.Throw<CryptographicException>(() => box.Open("payment-account", rubbish));
    }

    [Fact]
    public void A_former_master_key_still_opens_and_the_new_one_seals()
    {
        var (former, current) = (RandomKey(), RandomKey());
        var old = new SecretBox(Master(former)).Seal("p", "x");
        var box = new SecretBox(Master(current, former));
        box.Open("p", old).ShouldBe("x");
        new SecretBox(Master(current)).Open("p", box.Seal("p", "y")).ShouldBe("y");
    }

    [Fact]
    public void The_key_file_is_made_once_and_only_its_owner_reads_it()
    {
        var folder = Directory.CreateTempSubdirectory("cowry-test-key-").FullName;
        try
        {
            var options = new ServerOptions { Data = folder };
            var empty = new ConfigurationBuilder().Build();
            var first = MasterKey.Load(options, empty).Derive("x");
            MasterKey.Load(options, empty).Derive("x").ShouldBe(first);
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(Path.Combine(folder, "master.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Directory.GetFiles(folder).Length.ShouldBe(1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static MasterKey Master(string key, params string[] former)
    {
        var settings = former.Select((text, index) => KeyValuePair.Create($"Cowry:FormerMasterKeys:{index}", (string?)text)).Append(KeyValuePair.Create("Cowry:MasterKey", (string?)key));
        return MasterKey.Load(new ServerOptions { Data = "nowhere" }, new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    }

    private static string RandomKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
