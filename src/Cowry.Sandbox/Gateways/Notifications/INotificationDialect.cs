namespace Cowry.Sandbox;

/// <summary>How one wallet tells its merchants: the words, the signature, the patience, and what it takes for a receipt.</summary>
internal interface INotificationDialect
{
    string Wallet { get; }

    GatewayFaults Faults { get; }

    /// <summary>Seconds between the tries, the first of which is made at once; divided by the time scale.</summary>
    IReadOnlyList<int> WaitSeconds { get; }

    /// <summary>How long an answer may take.</summary>
    TimeSpan Patience { get; }

    /// <summary>The message, made and signed anew for every try.</summary>
    /// <param name="forged">The signature shall be wrong.</param>
    HttpRequestMessage Request(Notification notification, bool forged);

    /// <summary>Whether the merchant has taken it.</summary>
    Task<bool> IsTaken(HttpResponseMessage answer, CancellationToken stop);
}
