using FsCheck.Fluent;
using OnlineSafety.Matching;

namespace OnlineSafety.Tests.Matching;

public sealed class ShortSortTests
{
    [Fact]
    public void Sorts_as_the_platform_does() => Property.Holds(Gen.Choose(-20, 20).ListOf(), 200, static items =>
    {
        int[] sorted = [.. items];
        ShortSort.Sort<int>(sorted);
        Assert.Equal(items.Order(), sorted);
    });

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
