namespace ParkUp.PowerShell;

/// <summary>What a cmdlet of rows drives: object by object, and then to the end.</summary>
internal interface IRowPipeline : IDisposable
{
    /// <summary>Takes in the current pipeline object, and writes the results that are there.</summary>
    /// <param name="readRow">Reads the object, and hands over what it asks for.</param>
    /// <param name="readRest">Hands over what was held back in the hope of more rows, where the run ends here.</param>
    void Process(Action readRow, Action readRest);

    /// <summary>Waits for the rows that are still on their way.</summary>
    /// <param name="readRest">Hands over what was held back in the hope of more rows.</param>
    void End(Action readRest);
}
