namespace Aquatope.Forecasting;

/// <summary>Lays the weights of a network's layers out in one array, so that optimiser, clipping and files see one vector.</summary>
internal sealed class ParameterLayout
{
    private readonly List<ParameterBlock> _blocks = [];

    /// <summary>Gets the number of parameters so far.</summary>
    public int Length { get; private set; }

    /// <summary>Gets the blocks in their order.</summary>
    public IReadOnlyList<ParameterBlock> Blocks => _blocks;

    /// <summary>Appends a matrix.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <returns>Its place.</returns>
    public ParameterBlock Add(string name, int rows, int columns)
    {
        var block = new ParameterBlock(name, Length, rows, columns);
        _blocks.Add(block);
        Length += block.Length;
        return block;
    }
}
