namespace Cowry.Connectors.WeChatPay;

/// <summary>The accounts in use, with the certificates downloaded for them.</summary>
internal sealed class CredentialsCache() : CredentialsCache<WeChatPayCredentials>(CredentialsReader.Read);
