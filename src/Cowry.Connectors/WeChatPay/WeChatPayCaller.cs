using Cowry.Domain.Payments;

namespace Cowry.Connectors.WeChatPay;

/// <summary>What all ports share: the accounts opened once, every operation measured, and what an answer on the wire means.</summary>
internal sealed class WeChatPayCaller
{
    private readonly CredentialsCache accounts = new();

    /// <summary>Null and the fields at fault when the account cannot be used.</summary>
    public WeChatPayCredentials? Open(GatewayAccount account, out string problem) => accounts.Open(account, out problem);

    public Task<GatewayAnswer<T>> CallAsync<T>(
        GatewayAccount account, string operation, Func<WeChatPayCredentials, Task<GatewayAnswer<T>>> call) =>
        ConnectorTelemetry.MeasureAsync(WeChatPayGateway.MethodName, operation, () => Open(account, out var problem) is { } credentials
            ? call(credentials)
            : Task.FromResult(CredentialsInvalid<T>(problem)));

    public static GatewayAnswer<T> Read<T>(WireAnswer answer, Func<WireAnswer.Genuine, GatewayAnswer<T>> read)
    {
        switch (answer)
        {
            // 202: taken in, not decided; WeChat says to repeat or to query.
            case WireAnswer.Genuine { Status: 202 }:
                return new GatewayAnswer<T>.Unknown("gateway_not_decided", "WeChat Pay has not decided yet");
            case WireAnswer.Genuine genuine:
                return read(genuine);
            case WireAnswer.Refused refused:
                return ErrorTable.Read(refused.Status, refused.Body).As<T>();
            default:
                var (code, message) = ErrorTable.Of((WireAnswer.Broken)answer);
                return new GatewayAnswer<T>.Unknown(code, message);
        }
    }

    public static GatewayAnswer<T> Garbled<T>(string message) => new GatewayAnswer<T>.Unknown("gateway_invalid_answer", message);

    public static GatewayAnswer<T> CredentialsInvalid<T>(string problem) =>
        new GatewayAnswer<T>.Rejected("gateway_credentials_invalid", problem);
}
