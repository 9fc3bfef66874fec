using System.Collections;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using ArchUnitNET.xUnitV3;
using ParkUp.Client;
using ParkUp.PowerShell;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace ParkUp.Architecture.Tests;

/// <summary>What the types that ship must look like.</summary>
public sealed class ShapeTests
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static int Depth(Type cmdlet) => cmdlet == typeof(PSCmdlet) ? 0 : 1 + Depth(cmdlet.BaseType!);

    private static readonly Assembly[] All = [Shipped.Client, Shipped.Sandbox, Shipped.Cmdlets];

    [Fact]
    public void The_client_knows_neither_the_engine_nor_the_cmdlets_nor_the_sandbox() =>
        Types().That().ResideInAssembly(Shipped.Client)
            .Should().NotDependOnAny(Types(includeReferenced: true).That().ResideInNamespaceMatching(@"^(System\.Management\.Automation|ParkUp\.PowerShell|ParkUp\.Sandbox)"))
            .Check(Shipped.Architecture);

    [Fact]
    public void The_sandbox_knows_neither_the_engine_nor_the_cmdlets_nor_the_client() =>
        Types().That().ResideInAssembly(Shipped.Sandbox)
            .Should().NotDependOnAny(Types(includeReferenced: true).That().ResideInNamespaceMatching(@"^(System\.Management\.Automation|ParkUp\.PowerShell|ParkUp\.Client)"))
            .Check(Shipped.Architecture);

    [Fact]
    public void The_cmdlets_know_the_sandbox_in_two_places_only() =>
        Listing.Same(["SandboxConnection", "SandboxFaultCompleter"], Shipped.Knowing("ParkUp.Sandbox", Shipped.Cmdlets));

    [Fact]
    public void A_cmdlet_is_sealed_or_abstract() =>
        Classes().That().ResideInAssembly(Shipped.Cmdlets).And().AreAssignableTo(typeof(ParkUpCommand))
            .Should().BeSealed().OrShould().BeAbstract().Check(Shipped.Architecture);

    [Fact]
    public void A_cmdlet_is_at_most_three_classes_above_PSCmdlet() => Assert.All(Cmdlets(), static type => Assert.InRange(Depth(type), 1, 3));

    [Fact]
    public void The_client_shows_users_no_more_than_what_they_are_given_or_catch() => Assert.InRange(Shipped.Client.GetExportedTypes().Length, 1, 40);

    [Fact]
    public void An_exception_that_leaves_the_client_is_one_of_its_own() =>
        Classes().That().ResideInAssembly(Shipped.Client).And().AreAssignableTo(typeof(Exception)).And().ArePublic()
            .Should().BeAssignableTo(typeof(ParkUpException)).Check(Shipped.Architecture);

    [Fact]
    public void An_exception_is_sealed_or_abstract() =>
        Classes().That().ResideInAssembly(Shipped.Client).And().AreAssignableTo(typeof(Exception))
            .Should().BeSealed().OrShould().BeAbstract().Check(Shipped.Architecture);

    [Fact]
    public void No_static_field_can_be_set_anew()
    {
        var loose = StaticFields().Where(static field => !field.IsInitOnly && !field.IsLiteral);

        Listing.Same([], loose.Select(static field => $"{field.DeclaringType}.{field.Name}"));
    }

    /// <summary>But for the sessions by runspace, which no collection of .NET's own interfaces is.</summary>
    [Fact]
    public void Nothing_can_be_added_to_a_static_collection()
    {
        var open =
            from field in StaticFields()
            where !field.IsLiteral && !field.DeclaringType!.ContainsGenericParameters && field.GetValue(null) is { } value && CanGrow(value)
            select $"{field.DeclaringType}.{field.Name}";

        Listing.Same([], open);
    }

    [Fact]
    public void An_array_is_static_only_where_nobody_else_can_reach_it()
    {
        var reachable = StaticFields().Where(static field => field.FieldType.IsArray && !field.IsPrivate);

        Listing.Same([], reachable.Select(static field => $"{field.DeclaringType}.{field.Name}"));
    }

    [Fact]
    public void What_the_cmdlets_emit_cannot_be_changed()
    {
        var emitted = Cmdlets().SelectMany(static type => type.GetCustomAttributes<OutputTypeAttribute>()).SelectMany(static output => output.Type).Select(static output => output.Type).ToHashSet();
        Assert.True(emitted.Count >= 6, "The cmdlets say of fewer types that they emit them than there are.");

        Listing.Same([], emitted.SelectMany(Within).Distinct().SelectMany(Changeable).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<Type> Cmdlets() => Shipped.Cmdlets.GetTypes().Where(static type => type.GetCustomAttribute<CmdletAttribute>() is not null);

    /// <summary>Those that are written by hand: the compiler keeps lambdas in some of its own.</summary>
    private static IEnumerable<FieldInfo> StaticFields() =>
        All.SelectMany(static assembly => assembly.GetTypes())
            .Where(static type => !type.FullName!.Contains('<', StringComparison.Ordinal) && !type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute)))
            .SelectMany(static type => type.GetFields(Everything))
            .Where(static field => field.IsStatic);

    private static bool CanGrow(object value) => value switch
    {
        IList { IsReadOnly: false, IsFixedSize: false } => true,
        IDictionary { IsReadOnly: false } => true,
        IEnumerable => Array.Exists(
            value.GetType().GetInterfaces(),
            type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ICollection<>) && value is not IList && type.GetProperty("IsReadOnly")!.GetValue(value) is false),
        _ => false,
    };

    /// <summary>A type, and those of the client that its properties are of.</summary>
    private static IEnumerable<Type> Within(Type type) => type.Assembly == Shipped.Client
        ? [type, .. type.GetProperties().Where(property => property.PropertyType != type).SelectMany(static property => Within(property.PropertyType))]
        : [];

    private static IEnumerable<string> Changeable(Type type) =>
    [
        .. type.GetFields(BindingFlags.Instance | BindingFlags.Public).Where(static field => field is { IsInitOnly: false, IsSpecialName: false }).Select(field => $"{type.Name}.{field.Name}"),
        .. type.GetProperties().Where(static property => property.SetMethod is { IsPublic: true } set && !IsInit(set)).Select(property => $"{type.Name}.{property.Name}"),
        .. type.GetProperties().Where(static property => property.PropertyType.IsArray || property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(List<>)).Select(property => $"{type.Name}.{property.Name}"),
    ];

    private static bool IsInit(MethodInfo set) => set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
