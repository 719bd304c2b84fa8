using System.Text.Json.Nodes;
using Cowry.Client.Problems;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Cowry.Server.Hosting;

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c> and the reference page at <c>/docs/api</c>.</summary>
internal static class OpenApi
{
    public static void AddCowryOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Cowry API",
                Version = "1",
                Description = "The one API of Cowry: terminals, the back office, diners' pages and third-party apps all speak it. Amounts are whole fen; times are RFC 3339 in UTC.",
                License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
                Contact = new OpenApiContact { Name = "The Cowry authors" },
            };
            document.Servers = [new OpenApiServer { Url = "/" }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                ["bearer"] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "An OAuth 2 access token, a merchant's API key (csk_…) or a staff session (cst_…).",
                },
            };
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer(async (document, context, cancel) =>
            document.AddComponent(OpenApiOperations.ProblemSchema, await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancel)));
        options.AddOperationTransformer((operation, context, _) =>
        {
            OpenApiOperations.Complete(operation, context);
            return Task.CompletedTask;
        });
    });

    public static void MapCowryOpenApi(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference("/docs/api", reference => reference.WithTitle("Cowry API").WithOpenApiRoutePattern("/openapi/v1.json"));
    }
}

/// <summary>What every operation has and no route line repeats: the problem answer, the idempotency key, the needed scope, list parameters.</summary>
internal static class OpenApiOperations
{
    public const string ProblemSchema = "Problem";

    public static void Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var problem = new OpenApiSchemaReference(ProblemSchema, context.Document);
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "A problem by RFC 9457 with a stable code",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new() { Schema = problem } },
        };
        operation.Description ??= operation.Summary;
        operation.Parameters ??= [];
        var method = context.Description.HttpMethod;
        if (method is "POST" or "PATCH" or "DELETE")
            operation.Parameters.Add(Header("Idempotency-Key", "1 to 255 printable characters; the same key with the same request gives the first answer again, for 48 hours", 255));
        if (context.Description.ParameterDescriptions.Any(p => p.Type == typeof(Api.Paging)) || IsList(context))
            AddPaging(operation);
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Identity.RequiredScope>().FirstOrDefault() is { } scope)
        {
            operation.Description = $"{operation.Summary}. Needs the scope `{scope.Scope}`.";
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
        }
        else if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Identity.RequiredCaller>().Any())
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
        }
        else
        {
            operation.Security = [];
        }
    }

    private static bool IsList(OpenApiOperationTransformerContext context) =>
        context.Description.ActionDescriptor.EndpointMetadata.OfType<System.Reflection.MethodInfo>()
            .Any(m => m.GetParameters().Any(p => p.ParameterType == typeof(Api.Paging)));

    private static void AddPaging(OpenApiOperation operation)
    {
        operation.Parameters = [.. operation.Parameters!.Where(p => p.Name is not ("paging" or "limit" or "cursor"))];
        operation.Parameters.Add(Query("limit", "How many, 1 to 200; 50 when left out", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "200", Default = JsonValue.Create(50) }));
        operation.Parameters.Add(Query("cursor", "Where the last page said that the next begins", new OpenApiSchema { Type = JsonSchemaType.String }));
    }

    private static OpenApiParameter Query(string name, string description, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema };

    private static OpenApiParameter Header(string name, string description, int max) =>
        new() { Name = name, In = ParameterLocation.Header, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = max } };
}
