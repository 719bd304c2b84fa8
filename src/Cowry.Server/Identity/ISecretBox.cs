namespace Cowry.Server.Identity;

/// <summary>Seals secrets before they are stored. What is sealed for one purpose does not open for another.</summary>
internal interface ISecretBox
{
    string Seal(string purpose, string secret);

    /// <summary>The way back.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The text was not sealed for this purpose with a key that we have.</exception>
    string Open(string purpose, string sealedSecret);
}
