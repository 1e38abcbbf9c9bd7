namespace OnlineSafety.Matching;

/// <summary>
/// Sorts what is mostly short and nearly in order: a few hits of a message. Insertion does that with fewer comparisons than the platform's
/// sort, and a process that starts does not wait for that to be compiled for a type of ours; a longer list goes there.
/// </summary>
internal static class ShortSort
{
    private const int MostInserted = 24;

    /// <summary>Sorts in place, by the items' own order; equal items must not be told apart.</summary>
    public static void Sort<T>(Span<T> items)
        where T : struct, IComparable<T>
    {
        if (items.Length > MostInserted)
        {
            items.Sort();
            return;
        }

        for (int i = 1; i < items.Length; i++)
        {
            T item = items[i];
            int at = i;
            for (; at > 0 && item.CompareTo(items[at - 1]) < 0; at--)
            {
                items[at] = items[at - 1];
            }

            items[at] = item;
        }
    }
}
