namespace ParkUp.Client;

/// <summary>The columns of an exported result or plan that say what became of its row, or is to be done about it.</summary>
internal enum ResultColumn
{
    Line, Operation, Succeeded, Outcome, FailedOperation, Action, PlannedAt,
}

/// <summary>The names of these columns, as they are exported and as people translate them.</summary>
internal static class ResultColumns
{
    private static readonly (ResultColumn Column, string Name)[] Names =
    [
        (ResultColumn.Line, "Line"),
        (ResultColumn.Operation, "Operation"),
        (ResultColumn.Operation, "Operación"),
        (ResultColumn.Succeeded, "Succeeded"),
        (ResultColumn.Succeeded, "Éxito"),
        (ResultColumn.Succeeded, "Exitoso"),
        (ResultColumn.Succeeded, "Exitosa"),
        (ResultColumn.Outcome, "Outcome"),
        (ResultColumn.FailedOperation, "FailedOperation"),
        (ResultColumn.Action, "Action"),
        (ResultColumn.Action, "Acción"),
        (ResultColumn.PlannedAt, "PlannedAt"),
    ];

    public static ResultColumn? Of(string name)
    {
        foreach (var (column, known) in Names)
        {
            if (RosterColumns.AreSame(name, known))
            {
                return column;
            }
        }

        return null;
    }
}
