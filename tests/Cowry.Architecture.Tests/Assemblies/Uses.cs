using Mono.Cecil;

namespace Cowry.Architecture.Assemblies;

/// <summary>One mention of a type or member by a type of ours. Closures and state machines count as the type that they were written in.</summary>
internal sealed record Use(string ByNamespace, string ByType, string Namespace, string Type, string? Member)
{
    public override string ToString() => $"{ByNamespace}.{ByType} uses {Namespace}.{Type}{(Member is null ? "" : "." + Member)}";
}

/// <summary>Reads from compiled code who uses what.</summary>
internal static class Uses
{
    public static List<Use> In(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        return [.. module.GetTypes().SelectMany(OfType).Distinct()];
    }

    private static IEnumerable<Use> OfType(TypeDefinition type)
    {
        var user = Outermost(type);
        var mentions = type.Interfaces.Select(i => i.InterfaceType)
            .Append(type.BaseType)
            .Concat(type.Fields.Select(field => field.FieldType))
            .Concat(type.Properties.Select(property => property.PropertyType))
            .Concat(type.GenericParameters.SelectMany(parameter => parameter.Constraints.Select(c => c.ConstraintType)))
            .Select(mention => ((TypeReference?)mention, (string?)null))
            .Concat(type.Methods.SelectMany(OfMethod));
        return from mention in mentions
               from used in Parts(mention.Item1)
               let target = Outermost(used)
               where target != user
               select new Use(user.Namespace, user.Name, target.Namespace, target.Name, mention.Item2);
    }

    private static IEnumerable<(TypeReference? Type, string? Member)> OfMethod(MethodDefinition method)
    {
        yield return (method.ReturnType, null);
        foreach (var parameter in method.Parameters)
            yield return (parameter.ParameterType, null);
        if (!method.HasBody)
            yield break;
        foreach (var variable in method.Body.Variables)
            yield return (variable.VariableType, null);
        foreach (var operand in method.Body.Instructions.Select(instruction => instruction.Operand))
        {
            switch (operand)
            {
                case TypeReference type:
                    yield return (type, null);
                    break;
                case MethodReference called:
                    yield return (called.DeclaringType, called.Name);
                    yield return (called.ReturnType, null);
                    foreach (var argument in (called as GenericInstanceMethod)?.GenericArguments ?? [])
                        yield return (argument, null);
                    break;
                case FieldReference field:
                    yield return (field.DeclaringType, field.Name);
                    yield return (field.FieldType, null);
                    break;
            }
        }
    }

    /// <summary>A type and what it is made of: the element of an array, the arguments of a generic.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };

    private static (string Namespace, string Name) Outermost(TypeReference type)
    {
        while (type.DeclaringType is not null)
            type = type.DeclaringType;
        return (type.Namespace, type.Name);
    }
}
