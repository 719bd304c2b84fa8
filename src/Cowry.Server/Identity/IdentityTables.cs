using System.Text.Json;
using Cowry.Primitives;
using Cowry.Server.Identity.People;
using Cowry.Server.Identity.Secrets;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpenIddict.EntityFrameworkCore.Models;

namespace Cowry.Server.Identity;

/// <summary>
/// People, OAuth and the machine's own keys: the tables that exist before a merchant is known, so their keys do not start with one.
/// A user carries its merchant; OAuth's rows name their subject, a user or a terminal.
/// </summary>
internal static class IdentityTables
{
    public static void Map(ModelBuilder model)
    {
        MapPeople(model);
        MapOAuth(model);
        model.Entity<InstallationRow>(table =>
        {
            table.ToTable("installation");
            table.HasKey(row => row.Id);
            table.Property(row => row.Id).HasMaxLength(16);
        });
        model.Entity<KeyRingRow>(table =>
        {
            table.ToTable("key_ring");
            table.HasKey(row => row.Id);
            table.Property(row => row.Id).HasMaxLength(100);
        });
    }

    private static void MapPeople(ModelBuilder model)
    {
        model.Entity<CowryUser>(table =>
        {
            table.ToTable("users");
            table.HasKey(user => user.Id);
            table.HasIndex(user => user.NormalizedEmail).IsUnique();
            table.HasIndex(user => user.NormalizedUserName).IsUnique();
            table.HasIndex(user => user.MerchantId);
            table.Property(user => user.Id).HasMaxLength(32);
            table.Property(user => user.Email).HasMaxLength(254);
            table.Property(user => user.NormalizedEmail).HasMaxLength(254);
            table.Property(user => user.UserName).HasMaxLength(254);
            table.Property(user => user.NormalizedUserName).HasMaxLength(254);
            table.Property(user => user.ConcurrencyStamp).IsConcurrencyToken();
        });
        model.Entity<IdentityUserToken<string>>(table =>
        {
            table.ToTable("user_tokens");
            table.HasKey(token => new { token.UserId, token.LoginProvider, token.Name });
        });
        model.Entity<IdentityUserPasskey<string>>(table =>
        {
            table.ToTable("user_passkeys");
            table.HasKey(passkey => passkey.CredentialId);
            table.HasIndex(passkey => passkey.UserId);
            table.Property(passkey => passkey.CredentialId).HasMaxLength(1024);
            table.Property(passkey => passkey.Data).HasConversion(
                new ValueConverter<IdentityPasskeyData, string>(data => Serialize(data), text => Deserialize(text)),
                new ValueComparer<IdentityPasskeyData>(
                    (left, right) => Serialize(left!) == Serialize(right!),
                    data => Serialize(data).GetHashCode(StringComparison.Ordinal),
                    data => Deserialize(Serialize(data))));
        });
    }

    private static void MapOAuth(ModelBuilder model)
    {
        model.UseOpenIddict();
        model.Entity<OpenIddictEntityFrameworkCoreApplication>().ToTable("oauth_clients");
        model.Entity<OpenIddictEntityFrameworkCoreAuthorization>().ToTable("oauth_authorizations");
        model.Entity<OpenIddictEntityFrameworkCoreScope>().ToTable("oauth_scopes");
        model.Entity<OpenIddictEntityFrameworkCoreToken>(table =>
        {
            table.ToTable("oauth_tokens");
            table.HasIndex(token => token.ExpirationDate);
        });

        // OpenIddict keeps DateTime in UTC; both databases get the same integer milliseconds as everything else.
        var instants = new ValueConverter<DateTime, long>(
            value => new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)).ToUnixTimeMilliseconds(),
            milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime);
        foreach (var property in model.Model.GetEntityTypes()
            .Where(type => type.ClrType.Namespace == typeof(OpenIddictEntityFrameworkCoreToken).Namespace)
            .SelectMany(type => type.GetProperties())
            .Where(property => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(DateTime)))
        {
            property.SetValueConverter(instants);
        }
    }

    private static string Serialize(IdentityPasskeyData data) => JsonSerializer.Serialize(data);

    private static IdentityPasskeyData Deserialize(string text) => JsonSerializer.Deserialize<IdentityPasskeyData>(text)!;
}

/// <summary>One row at most, made by the set-up: its primary key is what makes the first of several set-ups the only one.</summary>
internal sealed class InstallationRow
{
    public const string Only = "this";

    public required string Id { get; init; }

    public MerchantId MerchantId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
