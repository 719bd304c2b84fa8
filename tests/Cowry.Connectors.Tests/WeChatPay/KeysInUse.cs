using System.Security.Cryptography;
using Cowry.Connectors.WeChatPay;
using Shouldly;
using Xunit;

namespace Cowry.Connectors.Tests.WeChatPay;

/// <summary>Keys are parsed once per version of an account, and used from many threads.</summary>
public sealed class KeysInUse
{
    [Fact]
    public void A_version_is_parsed_once()
    {
        var cache = new CredentialsCache();
        var account = Accounts.Of(null);

        var opened = cache.Open(account, out _);

        opened.ShouldNotBeNull();
        cache.Open(account, out _).ShouldBeSameAs(opened);
        cache.Open(Accounts.Of(null), out _).ShouldNotBeSameAs(opened);
    }

    [Fact]
    public void A_new_version_takes_the_place_of_the_old()
    {
        var cache = new CredentialsCache();
        var account = Accounts.Of(null);
        var opened = cache.Open(account, out _);

        var changed = cache.Open(account with { Version = account.Version + 1_000_000 }, out _);

        changed.ShouldNotBeSameAs(opened);
        cache.Open(account with { Version = account.Version + 1_000_000 }, out _).ShouldBeSameAs(changed);
    }

    [Fact]
    public async Task Threads_that_meet_share_one_parse()
    {
        var cache = new CredentialsCache();
        var account = Accounts.Of(null);

        var opened = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => cache.Open(account, out var _))));

        opened.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void An_account_at_fault_says_which_field()
    {
        new CredentialsCache().Open(Accounts.Of(null, changes: ("mchid", "x")), out var problem).ShouldBeNull();

        problem.ShouldContain("mchid");
    }

    [Fact]
    public async Task Many_threads_sign_and_verify_with_one_key()
    {
        var rsa = RSA.Create(2048);
        var verifying = new RsaKey(RSA.Create(rsa.ExportParameters(false)), withPrivate: false);
        var signing = new RsaKey(rsa, withPrivate: true);

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 32).Select(worker => Task.Run(() =>
        {
            var good = 0;
            for (byte i = 0; i < 25; i++)
            {
                byte[] text = [(byte)worker, i];
                var signature = signing.Sign(text);
                if (verifying.Verify(text, signature) && !verifying.Verify([(byte)worker, (byte)(i + 1)], signature))
                    good++;
            }

            return good;
        })));

        verdicts.ShouldAllBe(good => good == 25);
    }
}
