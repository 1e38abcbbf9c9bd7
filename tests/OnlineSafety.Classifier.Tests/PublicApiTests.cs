using System.Reflection;
using System.Text;

namespace OnlineSafety.Tests;

/// <summary>Keeps PublicAPI.txt honest: what the package offers is what the file says, line by line.</summary>
public sealed class PublicApiTests
{
    private const string UpdateVariable = "UPDATE_PUBLIC_API";

    [Fact]
    public void PublicAPI_txt_lists_the_public_surface()
    {
        string file = RepositoryRoot.File("src", "OnlineSafety.Classifier", "PublicAPI.txt");
        string actual = string.Join('\n', typeof(SafetyClassifier).Assembly.GetExportedTypes().SelectMany(Describe).Order(StringComparer.Ordinal)) + "\n";
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
            File.WriteAllText(file, actual);
        Assert.True(File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == actual,
            $"The public surface has changed. If that is meant, run the tests with {UpdateVariable}=1 and commit PublicAPI.txt.");
    }

    [Fact]
    public void Public_types_are_sealed_static_values_abstract_or_interfaces() =>
        Assert.All(typeof(SafetyClassifier).Assembly.GetExportedTypes(), static t => Assert.True(t.IsSealed || t.IsInterface || t.IsValueType || t.IsAbstract, t.FullName));

    private static IEnumerable<string> Describe(Type type)
    {
        string kind = type.IsEnum ? "enum" : type.IsValueType ? "struct" : type is { IsAbstract: true, IsSealed: true } ? "static class" : "class";
        yield return $"{type.FullName} : {kind}";
        BindingFlags all = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (MemberInfo member in type.GetMembers(all))
        {
            // Accessors stand with their property; what the compiler writes for records says nothing new.
            if (member is MethodInfo { IsSpecialName: true } method && !method.Name.StartsWith("op_", StringComparison.Ordinal))
                continue;
            if (member.Name.StartsWith('<') || member.Name is "value__" or "PrintMembers" or "EqualityContract")
                continue;
            yield return $"{type.FullName}.{Describe(member)}";
        }
    }

    private static string Describe(MemberInfo member) => member switch
    {
        FieldInfo { IsLiteral: true } f => $"{f.Name} = {Convert.ToString(f.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture)}",
        FieldInfo f => $"{f.Name} : {Name(f.FieldType)}",
        PropertyInfo p => $"{p.Name}{Parameters(p.GetIndexParameters(), '[', ']')} : {Name(p.PropertyType)} {{{(p.GetMethod is { IsPublic: true } ? " get;" : "")}{Setter(p)} }}",
        ConstructorInfo c => $"new{Parameters(c.GetParameters())}",
        MethodInfo m => $"{(m.IsStatic ? "static " : "")}{m.Name}{Parameters(m.GetParameters())} : {Name(m.ReturnType)}",
        _ => member.Name,
    };

    private static string Setter(PropertyInfo property) =>
        property.SetMethod is not { IsPublic: true } set ? ""
        : set.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? " init;" : " set;";

    private static string Parameters(ParameterInfo[] parameters, char open = '(', char close = ')') =>
        parameters.Length == 0 && open == '[' ? ""
        : $"{open}{string.Join(", ", parameters.Select(static p => $"{(p.IsOut ? "out " : "")}{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = default" : "")}"))}{close}";

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (!type.IsGenericType)
            return type.FullName ?? type.Name;
        StringBuilder name = new(type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]);
        return name.Append('<').AppendJoin(", ", type.GetGenericArguments().Select(Name)).Append('>').ToString();
    }
}
