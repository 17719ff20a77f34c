using System.Reflection;
using System.Reflection.Emit;
using GeoNotebooks.Learning;
using TorchSharp;
using Xunit;

namespace GeoNotebooks.Tests.Learning;

/// <summary>
/// TorchSharp makes a <see cref="Scalar"/> of a number by itself and hands its address to native code, and nobody holds it: where a collection falls into that moment, native code reads freed
/// memory ("Expected false to be true", wrong sums). The moment cannot be forced, so this reads the program: no call of ours may make such a number, here or within the library.
/// </summary>
public sealed class HeldScalarTests
{
    private static readonly Dictionary<short, OpCode> Codes =
        typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private static readonly Assembly Library = typeof(Scalar).Assembly;
    private readonly Dictionary<MethodBase, bool> _makesOne = [];

    [Fact]
    public void No_call_leads_to_a_scalar_that_nobody_holds()
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var found = new SortedSet<string>();
        foreach (var type in typeof(UNet).Assembly.GetTypes())
            foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
            {
                var steps = StepsOf(method);
                for (var i = 0; i < steps.Count; i++)
                    if (steps[i].Called is { } called && called.DeclaringType?.Assembly == Library && (MakesScalar(called) ? !IsKept(steps, i + 1) : LeadsToScalar(called)))
                        found.Add($"{type.FullName}.{method.Name} calls {called.DeclaringType!.Name}.{called.Name}({string.Join(", ", called.GetParameters().Select(parameter => parameter.ParameterType.Name))})");
            }
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static bool MakesScalar(MethodBase method) => method is MethodInfo { ReturnType: var type } && type == typeof(Scalar) && method.IsStatic;

    /// <summary>Whether what a step left on the stack goes into a variable or field.</summary>
    private static bool IsKept(List<(OpCode Code, MethodBase? Called)> steps, int next) =>
        next < steps.Count && steps[next].Code.Name is { } name && (name.StartsWith("stloc", StringComparison.Ordinal) || name is "stfld" or "stsfld" or "br" or "br.s");

    private bool LeadsToScalar(MethodBase method)
    {
        if (_makesOne.TryGetValue(method, out var known))
            return known;
        // While it is being read, a method that calls itself adds nothing.
        _makesOne[method] = false;
        return _makesOne[method] = StepsOf(method).Any(step => step.Called is { } called && called.DeclaringType?.Assembly == Library && (MakesScalar(called) || LeadsToScalar(called)));
    }

    private static List<(OpCode Code, MethodBase? Called)> StepsOf(MethodBase method)
    {
        var steps = new List<(OpCode, MethodBase?)>();
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var typeArguments = method.DeclaringType is { IsGenericType: true } owner ? owner.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var value = (short)code[at++];
            if (value == 0xFE)
                value = (short)(0xFE00 | code[at++]);
            var operation = Codes[value];
            MethodBase? called = null;
            if (operation.OperandType == OperandType.InlineMethod)
                called = method.Module.ResolveMethod(BitConverter.ToInt32(code, at), typeArguments, methodArguments);
            steps.Add((operation, called));
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
        return steps;
    }
}
