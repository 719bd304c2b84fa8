using System.Xml.Linq;
using Mono.Cecil;
using Shouldly;
using Xunit;

namespace Cowry.Architecture;

/// <summary>Which project may know which: the table of ARCHITECTURE.md. Checked in the project files and in what was compiled.</summary>
public sealed class Rooms
{
    private static readonly Dictionary<string, string[]> MayReference = new(StringComparer.Ordinal)
    {
        ["Cowry.Primitives"] = [],
        ["Cowry.Domain"] = ["Cowry.Primitives"],
        ["Cowry.Client"] = ["Cowry.Primitives"],
        ["Cowry.Connectors"] = ["Cowry.Domain"],
        ["Cowry.Printing"] = ["Cowry.Domain"],
        ["Cowry.Office"] = ["Cowry.Client"],
        ["Cowry.Server"] = ["Cowry.Domain", "Cowry.Client", "Cowry.Connectors", "Cowry.Printing", "Cowry.Office"],
        ["Cowry.Sandbox"] = ["Cowry.Primitives"],
        ["Cowry.Demo"] = ["Cowry.Client"],
    };

    public static TheoryData<string> Projects => [.. MayReference.Keys];

    [Fact]
    public void Every_project_has_a_line_in_the_table() =>
        Repository.Files("src", ".csproj").Select(file => Path.GetFileNameWithoutExtension(file.Path)).ShouldBe(MayReference.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_file_names_only_what_it_may_know(string project) =>
        NotAllowed(project, InProjectFile(Repository.Read($"src/{project}/{project}.csproj"))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_compiled_project_knows_only_what_it_may_know(string project)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, project + ".dll"));
        NotAllowed(project, module.AssemblyReferences.Select(reference => reference.Name)).ShouldBeEmpty();
    }

    [Fact]
    public void The_domain_knows_no_framework()
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, "Cowry.Domain.dll"));
        Frameworks(module.AssemblyReferences.Select(reference => reference.Name)).ShouldBeEmpty();
    }

    [Fact]
    public void A_planted_reference_is_found()
    {
        const string project = """<Project><ItemGroup><ProjectReference Include="../Cowry.Connectors/Cowry.Connectors.csproj" /></ItemGroup></Project>""";
        NotAllowed("Cowry.Sandbox", InProjectFile(project)).ShouldBe(["Cowry.Connectors"]);
        NotAllowed("Cowry.Domain", ["System.Runtime", "Cowry.Primitives", "Cowry.Server"]).ShouldBe(["Cowry.Server"]);
        Frameworks(["System.Runtime", "Microsoft.EntityFrameworkCore"]).ShouldBe(["Microsoft.EntityFrameworkCore"]);
    }

    private static IEnumerable<string> NotAllowed(string project, IEnumerable<string> references)
    {
        var allowed = Reach(project).ToHashSet(StringComparer.Ordinal);
        return references.Where(name => name.StartsWith("Cowry.", StringComparison.Ordinal) && !allowed.Contains(name));
    }

    private static IEnumerable<string> Reach(string project) => MayReference[project].SelectMany(other => Reach(other).Prepend(other));

    private static IEnumerable<string> InProjectFile(string text) => XDocument.Parse(text).Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

    private static IEnumerable<string> Frameworks(IEnumerable<string> references) =>
        references.Where(name => name.StartsWith("Microsoft.", StringComparison.Ordinal));
}
