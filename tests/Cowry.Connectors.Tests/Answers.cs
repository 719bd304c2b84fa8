using Cowry.Domain.Payments;
using Shouldly;

namespace Cowry.Connectors.Tests;

/// <summary>How a call ended, asserted.</summary>
internal static class Answers
{
    public static T ShouldBeDone<T>(this GatewayAnswer<T> answer) => answer.ShouldBeOfType<GatewayAnswer<T>.Done>(answer.ToString()).Value;

    public static string ShouldBeUnknown<T>(this GatewayAnswer<T> answer) =>
        answer.ShouldBeOfType<GatewayAnswer<T>.Unknown>(answer.ToString()).Code;

    public static string ShouldBeRejected<T>(this GatewayAnswer<T> answer) =>
        answer.ShouldBeOfType<GatewayAnswer<T>.Rejected>(answer.ToString()).Code;
}
