using System.IO.Compression;

namespace OnlineSafety.Cli.Input;

/// <summary>
/// Reads lines as bytes from a file or stream, gzip or plain, of any length, without decoding them. The memory that a call
/// returns is valid until the next call.
/// </summary>
internal sealed class LineReader : IDisposable
{
    private const int InitialBuffer = 1 << 16;

    private readonly Stream _raw;
    private readonly Stream _stream;
    private byte[] _buffer = new byte[InitialBuffer];
    private int _start;
    private int _end;
    private bool _ended;

    private LineReader(Stream raw, Stream stream)
    {
        _raw = raw;
        _stream = stream;
    }

    /// <summary>The number of the line last returned, from 1.</summary>
    public int LineNumber { get; private set; }

    /// <summary>Bytes read so far of the file as it lies on disk.</summary>
    public long Position => _raw.CanSeek ? _raw.Position : 0;

    /// <summary>Bytes of the file as it lies on disk, or 0 where unknown.</summary>
    public long Length => _raw.CanSeek ? _raw.Length : 0;

    /// <summary>Whether the next line is here already, so that reading it does not wait.</summary>
    public bool HasLine => _buffer.AsSpan(_start, _end - _start).Contains((byte)'\n');

    /// <summary>Opens a stream, undoing gzip where its first bytes say so.</summary>
    public static LineReader Open(Stream raw)
    {
        PeekStream peek = new(raw);
        Stream stream = peek.First is [0x1F, 0x8B] ? new GZipStream(peek, CompressionMode.Decompress) : peek;
        LineReader reader = new(raw, stream);
        reader.SkipByteOrderMark();
        return reader;
    }

    /// <summary>Reads the next line, without its line end; false at the end.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        int searched = _start;
        while (true)
        {
            int found = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                line = Take(searched + found, searched + found + 1);
                return true;
            }

            searched = _end;
            if (_ended)
            {
                line = default;
                if (_start == _end)
                    return false;
                line = Take(_end, _end);
                return true;
            }

            int kept = searched - _start;
            Fill();
            searched = _start + kept;
        }
    }

    /// <summary>Reads everything that is left.</summary>
    public ReadOnlyMemory<byte> ReadToEnd()
    {
        while (!_ended)
        {
            Fill();
        }

        return Take(_end, _end);
    }

    /// <summary>The first bytes that are not white space, without taking them: what kind of input this is.</summary>
    public byte PeekContent()
    {
        int at = _start;
        while (true)
        {
            for (; at < _end; at++)
            {
                if (_buffer[at] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                    return _buffer[at];
            }

            if (_ended)
                return 0;
            int skipped = at - _start;
            Fill();
            at = _start + skipped;
        }
    }

    public void Dispose() => _stream.Dispose();

    private ReadOnlyMemory<byte> Take(int end, int next)
    {
        int length = end - _start;
        if (length > 0 && _buffer[end - 1] == '\r')
            length--;
        ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, length);
        _start = next;
        LineNumber++;
        return line;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, checked(_buffer.Length * 2));
        int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _ended = read == 0;
        _end += read;
    }

    private void SkipByteOrderMark()
    {
        while (_end < 3 && !_ended)
        {
            Fill();
        }

        ReadOnlySpan<byte> head = _buffer.AsSpan(0, _end);
        if (head.StartsWith(new byte[] { 0xEF, 0xBB, 0xBF }))
            _start = 3;
        else if (head.StartsWith(new byte[] { 0xFF, 0xFE }) || head.StartsWith(new byte[] { 0xFE, 0xFF }))
            throw new InvalidDataException("this is UTF-16; convert it to UTF-8 first");
    }

    /// <summary>Shows the first two bytes of a stream and then gives them back in their place.</summary>
    private sealed class PeekStream : Stream
    {
        private readonly Stream _inner;
        private readonly byte[] _first = new byte[2];
        private readonly int _count;
        private int _given;

        public PeekStream(Stream inner)
        {
            _inner = inner;
            _count = inner.ReadAtLeast(_first, 2, throwOnEndOfStream: false);
        }

        public ReadOnlySpan<byte> First => _first.AsSpan(0, _count);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int fromPeek = Math.Min(_count - _given, buffer.Length);
            if (fromPeek == 0)
                return _inner.Read(buffer);
            _first.AsSpan(_given, fromPeek).CopyTo(buffer);
            _given += fromPeek;
            return fromPeek;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
