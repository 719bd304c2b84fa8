using System.Security.Cryptography;
using Cowry.Server.Identity.Secrets;
using Microsoft.IdentityModel.Tokens;

namespace Cowry.Server.Identity.OAuth;

/// <summary>
/// The keys that sign access tokens (ES256) and encrypt codes and refresh tokens, derived from the master key: every process has the same ones and a
/// restart keeps all tokens good, with nothing to store.
/// </summary>
internal sealed class OAuthKeys
{
    public OAuthKeys(MasterKey master)
    {
        Signing = Signer(master);
        Encryption = new SymmetricSecurityKey(master.Derive("oauth-encryption"));
        FormerSigning = [.. master.Former.Select(Signer)];
        FormerEncryption = [.. master.Former.Select(former => new SymmetricSecurityKey(former.Derive("oauth-encryption")))];
    }

    public ECDsaSecurityKey Signing { get; }

    public SymmetricSecurityKey Encryption { get; }

    public IReadOnlyList<ECDsaSecurityKey> FormerSigning { get; }

    public IReadOnlyList<SymmetricSecurityKey> FormerEncryption { get; }

    private static ECDsaSecurityKey Signer(MasterKey master)
    {
        // Any 256 bits but about 2^32 in 2^256 are a private key of this curve; the point follows from it.
        var curve = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = master.Derive("oauth-signing") };
        return new ECDsaSecurityKey(ECDsa.Create(curve)) { KeyId = Convert.ToHexStringLower(master.Derive("oauth-signing-id", 8)) };
    }
}
