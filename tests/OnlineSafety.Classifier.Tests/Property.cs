using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace OnlineSafety.Tests;

/// <summary>Checks that something holds for many generated cases, the same ones in each run.</summary>
internal static class Property
{
    private static readonly Replay s_seed = new(new Rnd(20261121), FSharpOption<int>.None);

    public static void Holds<T>(Gen<T> cases, int runs, Action<T> assert) =>
        Prop.ForAll(Arb.From(cases), assert).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(runs).WithReplay(FSharpOption<Replay>.Some(s_seed)));
}
