using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OnlineSafety.Benchmarks.Peers;

/// <summary>Hyperscan, or Vectorscan, which has the same interface: caseless literals in block mode.</summary>
internal sealed unsafe partial class Hyperscan
{
    private const string Library = "libhs.so.5";
    private const uint Caseless = 1;
    private const uint Block = 1;

    private readonly nint _database;
    private readonly nint _scratch;
    private readonly int[] _lengths;

    private Hyperscan(string[] phrases)
    {
        _lengths = [.. phrases.Select(static p => p.Length)];
        uint[] flags = [.. phrases.Select(static _ => Caseless)];
        uint[] ids = [.. Enumerable.Range(0, phrases.Length).Select(static i => (uint)i)];
        nuint[] lengths = [.. phrases.Select(static p => (nuint)p.Length)];
        nint[] texts = [.. phrases.Select(Marshal.StringToCoTaskMemUTF8)];
        int status = Compile(texts, flags, ids, lengths, (uint)phrases.Length, Block, 0, out _database, out nint error);
        foreach (nint text in texts)
        {
            Marshal.FreeCoTaskMem(text);
        }

        if (status != 0 || AllocateScratch(_database, ref _scratch) != 0)
            throw new InvalidOperationException($"Hyperscan does not compile the phrases ({status}, {error}).");
    }

    /// <summary>Its name and version, or null where it is not installed.</summary>
    public static string? Version
    {
        get
        {
            try
            {
                return "Hyperscan/Vectorscan " + Marshal.PtrToStringUTF8(GetVersion());
            }
            catch (DllNotFoundException)
            {
                return null;
            }
        }
    }

    /// <summary>Compiles phrases; null where the library is not installed.</summary>
    public static Hyperscan? TryCreate(string[] phrases) => Version is null ? null : new Hyperscan(phrases);

    /// <summary>Counts the phrases at word boundaries.</summary>
    public int Count(byte[] text)
    {
        fixed (byte* start = text)
        fixed (int* lengths = _lengths)
        {
            Search search = new() { Text = start, Length = text.Length, Lengths = lengths };
            int status = Scan(_database, start, (uint)text.Length, 0, _scratch, &OnMatch, &search);
            return status == 0 ? search.Count : throw new InvalidOperationException($"Hyperscan stopped ({status}).");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnMatch(uint id, ulong from, ulong to, uint flags, void* context)
    {
        Search* search = (Search*)context;
        search->Count += Boundary.IsWord(new ReadOnlySpan<byte>(search->Text, search->Length), (int)to - search->Lengths[id], (int)to) ? 1 : 0;
        return 0;
    }

    [LibraryImport(Library, EntryPoint = "hs_version")]
    private static partial nint GetVersion();

    [LibraryImport(Library, EntryPoint = "hs_compile_lit_multi")]
    private static partial int Compile(
        nint[] expressions, uint[] flags, uint[] ids, nuint[] lengths, uint elements, uint mode, nint platform, out nint database, out nint error);

    [LibraryImport(Library, EntryPoint = "hs_alloc_scratch")]
    private static partial int AllocateScratch(nint database, ref nint scratch);

    [LibraryImport(Library, EntryPoint = "hs_scan")]
    private static partial int Scan(
        nint database, byte* data, uint length, uint flags, nint scratch, delegate* unmanaged[Cdecl]<uint, ulong, ulong, uint, void*, int> onMatch, void* context);

    private struct Search
    {
        public byte* Text;
        public int Length;
        public int* Lengths;
        public int Count;
    }
}
