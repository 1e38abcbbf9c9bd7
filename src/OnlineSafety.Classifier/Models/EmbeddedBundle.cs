using System.Buffers;
using System.Reflection;

namespace OnlineSafety.Models;

/// <summary>
/// A bundle embedded in the library, read where the loader mapped it: pages that nobody reads are never loaded, and those that
/// are belong to the file, not to the process. Lives as long as somebody holds its memory.
/// </summary>
internal sealed unsafe class EmbeddedBundle : MemoryManager<byte>
{
    // Holds the assembly, and so the mapping.
    private readonly UnmanagedMemoryStream _stream;

    private EmbeddedBundle(UnmanagedMemoryStream stream) => _stream = stream;

    /// <summary>Opens the resource of a name; where the runtime does not map resources, copies it.</summary>
    /// <exception cref="InvalidDataException">There is no such resource.</exception>
    public static ReadOnlyMemory<byte> Open(string name)
    {
        Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidDataException($"This build of the library has no embedded '{name}'; give one with UseBundle.");
        if (stream is UnmanagedMemoryStream mapped)
            return new EmbeddedBundle(mapped).Memory;
        using (stream)
        {
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new(_stream.PositionPointer, checked((int)_stream.Length));

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(_stream.PositionPointer + elementIndex);

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }
}
