using Cowry.Domain.Payments;

namespace Cowry.Connectors.UnionPay;

/// <summary>What every operation does around its own meaning: open the account, measure, send, and read what did not succeed.</summary>
internal sealed class UnionPayCaller(UnionPayClient client)
{
    public const string MethodName = "unionpay";

    private readonly CredentialsCache<UnionPayCredentials> accounts = new(CredentialsReader.Read);

    public UnionPayCredentials? Open(GatewayAccount account, out string problem) => accounts.Open(account, out problem);

    /// <summary>One operation on an account.</summary>
    public Task<GatewayAnswer<T>> RunAsync<T>(
        GatewayAccount account, string operation, Func<UnionPayCredentials, Task<GatewayAnswer<T>>> run) =>
        ConnectorTelemetry.MeasureAsync(MethodName, operation, () => Open(account, out var problem) is { } credentials
            ? run(credentials)
            : Task.FromResult(CredentialsInvalid<T>(problem)));

    /// <summary>Sends a request; <paramref name="read"/> answers the codes that mean something to the operation and leaves the others (null) to the table.</summary>
    public async Task<GatewayAnswer<T>> SendAsync<T>(
        UnionPayCredentials credentials, Request request, Func<Answer.Genuine, GatewayAnswer<T>?> read, CancellationToken cancel)
    {
        switch (await client.CallAsync(credentials, request, cancel))
        {
            case Answer.Genuine genuine:
                return read(genuine) ?? ErrorTable.Read(genuine.RespCode, genuine.Message["respMsg"]).As<T>();
            case Answer.Broken broken:
                return new GatewayAnswer<T>.Unknown(broken.Code, broken.Text);
            default:
                throw new InvalidOperationException("an answer is genuine or broken");
        }
    }

    public static GatewayAnswer<T> Garbled<T>(string message) => new GatewayAnswer<T>.Unknown("gateway_invalid_answer", message);

    public static GatewayAnswer<T> CredentialsInvalid<T>(string problem) => new GatewayAnswer<T>.Rejected("gateway_credentials_invalid", problem);
}
