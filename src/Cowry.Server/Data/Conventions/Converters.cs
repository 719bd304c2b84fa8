using Cowry.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Cowry.Server.Data.Conventions;

/// <summary>Instants as milliseconds since 1970 in UTC: the one form that both databases order and compare alike.</summary>
internal sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(),
    milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));

internal sealed class MoneyConverter() : ValueConverter<Money, long>(money => money.Fen, fen => new Money(fen));

internal sealed class IdConverter<T>() : ValueConverter<T, string>(id => id.Value, text => From(text))
    where T : struct, IId<T>
{
    private static T From(string text) => T.From(text);
}

/// <summary>Stores every typed id of Cowry.Primitives as its text.</summary>
internal static class TypedIds
{
    public static void Configure(ModelConfigurationBuilder configuration)
    {
        foreach (var type in typeof(Id).Assembly.GetTypes().Where(IsId))
            configuration.Properties(type).HaveConversion(typeof(IdConverter<>).MakeGenericType(type)).HaveMaxLength(32);
    }

    private static bool IsId(Type type) =>
        type.IsValueType && Array.Exists(type.GetInterfaces(), face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IId<>));
}
