using FsCheck.Xunit;
using OnlineSafety.Matching;

namespace OnlineSafety.Tests.Matching;

public sealed class ShortSortTests
{
    [Property]
    public bool Sorts_as_the_platform_does(int[] items)
    {
        int[] sorted = [.. items];
        ShortSort.Sort<int>(sorted);
        return sorted.SequenceEqual(items.Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(1000)]
    public void Of_any_length(int length)
    {
        int[] items = [.. Enumerable.Range(0, length).Select(i => i * 7919 % 31)];
        int[] sorted = [.. items];
        ShortSort.Sort<int>(sorted);
        Assert.Equal(items.Order(), sorted);
    }
}
