namespace ParkUp.Client;

/// <summary>A text that is read once from its start: the next characters of it, and those before them that may be read again.</summary>
internal interface ITextSource
{
    /// <summary>Reads some text; none at its end, and none from a fault on.</summary>
    int Read(Span<char> buffer);

    /// <summary>The message for the fault that ended the text; null where it ended of itself.</summary>
    string? FaultMessage(string path, int line);
}

/// <summary>The part of a text that is in memory. A place is the number of characters before it.</summary>
internal sealed class TextWindow(ITextSource source)
{
    private const int ReadSize = 32 * 1024;

    private char[] _text = new char[ReadSize];
    private long _first;
    private int _at;
    private int _end;
    private long _kept = long.MaxValue;

    public long Place => _first + _at;

    /// <summary>What is in memory from here on.</summary>
    public ReadOnlySpan<char> Rest => _text.AsSpan(_at.._end);

    /// <summary>How many characters are in memory from the kept place on.</summary>
    public long KeptLength => Math.Max(0, _first + _end - _kept);

    public void Advance(int count) => _at += count;

    /// <summary>Keeps the text from a place on, so that it can be gone back to.</summary>
    public void Keep(long place) => _kept = Math.Min(_kept, place);

    public void Forget() => _kept = long.MaxValue;

    /// <summary>Goes to a place in memory.</summary>
    public void GoTo(long place) => _at = (int)(place - _first);

    /// <summary>The text between two places in memory.</summary>
    public ReadOnlySpan<char> Between(long from, long to) => _text.AsSpan((int)(from - _first)..(int)(to - _first));

    /// <summary>Reads more text into memory; returns whether there was any.</summary>
    public bool Fill()
    {
        var first = (int)(Math.Min(_kept, Place) - _first);
        if (first > 0 && _text.Length - _end < ReadSize)
        {
            _text.AsSpan(first.._end).CopyTo(_text);
            _first += first;
            _at -= first;
            _end -= first;
        }

        if (_text.Length - _end < ReadSize)
        {
            Array.Resize(ref _text, _text.Length * 2);
        }

        var length = source.Read(_text.AsSpan(_end, ReadSize));
        _end += length;
        return length > 0;
    }
}
