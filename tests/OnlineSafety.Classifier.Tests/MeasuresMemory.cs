namespace OnlineSafety.Tests;

/// <summary>Tests that measure the memory of the whole process: none runs beside another.</summary>
[CollectionDefinition(nameof(MeasuresMemory), DisableParallelization = true)]
public sealed class MeasuresMemory;
