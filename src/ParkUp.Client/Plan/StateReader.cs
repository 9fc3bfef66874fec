namespace ParkUp.Client;

/// <summary>Reads a state: a roster with columns of its own, so that last month's roster can start it. One row that cannot be read spoils it, since what is missing from it would be planned wrongly.</summary>
internal sealed class StateReader
{
    private readonly RosterFile _file;
    private readonly string _path;
    private readonly Uri _baseUri;
    private readonly PlanState _state = new();

    private StateReader(RosterFile file, string path, Uri baseUri)
    {
        _file = file;
        _path = path;
        _baseUri = BaseAddress.WithSlash(baseUri);
    }

    /// <summary>Whether a file has all the columns of a state that a roster has not.</summary>
    public static bool IsState(RosterFile file) =>
        Array.TrueForAll([nameof(StateEntry.Seen), nameof(StateEntry.Missing), nameof(StateEntry.Revoked), StateWriter.BaseUriColumn], name => ColumnOf(file, name) >= 0);

    /// <inheritdoc cref="StateFile.Read"/>
    /// <param name="isRoster">Whether the file has no address of a service: no run has written it.</param>
    public static PlanState Read(string path, Uri baseUri, CancellationToken stop, out bool isRoster)
    {
        isRoster = false;
        RosterFile file;
        try
        {
            file = RosterFile.Open(path, new RosterOptions { RefusesChange = true }, stop);
        }
        catch (RosterException e) when (e.InnerException is FileNotFoundException)
        {
            return new PlanState();
        }
        catch (RosterException e) when (e.InnerException is IOException or UnauthorizedAccessException)
        {
            // The message of the roster would lead to the wrong file.
            throw new RosterException(path, null, Texts.StateCannotRead.With(path, TextFormat.AsSentence(e.InnerException.Message)), e.InnerException);
        }
        catch (RosterException e) when (e.HasNoHeader)
        {
            throw new RosterException(path, null, Texts.StateNoHeader.With(path), e);
        }

        using (file)
        {
            isRoster = ColumnOf(file, StateWriter.BaseUriColumn) < 0;
            return new StateReader(file, path, baseUri).ReadAll();
        }
    }

    private PlanState ReadAll()
    {
        if (!_file.Fields.Contains(RosterField.RefId))
        {
            throw new RosterException(_path, null, Texts.StateLacksColumn.With(_path, nameof(RosterField.RefId)));
        }

        if (PlanFiles.LackingColumn(_file.Fields) is { } lacking)
        {
            throw new RosterException(_path, null, Texts.StateLacksColumn.With(_path, $"{lacking}"));
        }

        var seen = ColumnOf(_file, nameof(StateEntry.Seen));
        var missing = ColumnOf(_file, nameof(StateEntry.Missing));
        var revoked = ColumnOf(_file, nameof(StateEntry.Revoked));
        var baseUri = ColumnOf(_file, StateWriter.BaseUriColumn);
        RosterEntry? last = null;
        foreach (var row in _file.Rows())
        {
            if (row.Fault is { } fault)
            {
                throw Damaged(row, fault.Message);
            }

            CheckService(row, Other(row, baseUri));
            var tags = TagCells.OfRow(row.Tags, row.Code, row.Plate);
            if (tags.Length > 0)
            {
                Put(row, tags, Time(row, seen), Time(row, missing), Time(row, revoked));
            }

            last = row;
        }

        // A roster that starts a state may lack a last line break; in a state, the address ends each row.
        if (_file.EndsInRow && baseUri >= 0 && Other(last!, baseUri) is null)
        {
            throw Damaged(last!, Texts.StateCut);
        }

        return _state;
    }

    private void Put(RosterEntry row, Tag[] tags, DateTimeOffset? seen, DateTimeOffset? missing, DateTimeOffset? revoked)
    {
        foreach (var order in tags.Select(tag => Check(row, tag)))
        {
            _state.Put(new StateEntry
            {
                RefId = order.Customer.RefId,
                CustomerId = order.Customer.Id,
                Code = order.Code!,
                Plate = order.Plate,
                Seen = seen,
                Missing = missing,
                Revoked = revoked,
            });
        }
    }

    private TagOrder Check(RosterEntry row, Tag tag)
    {
        if (tag.Fault is { } reason)
        {
            throw Damaged(row, reason);
        }

        var fault = new TagRow { RefId = row.RefId, CustomerId = row.CustomerId, Code = tag.Code, Plate = tag.Plate }.Check(TagNaming.CodeAndPlate, out var order)
            ?? (_file.HasEncodingDoubt ? PlanRows.DoubtfulField(order.Customer.RefId, order.Code, order.Plate) : null);
        return fault is null ? order : throw Damaged(row, fault.Message);
    }

    private void CheckService(RosterEntry row, string? address)
    {
        if (address is null)
        {
            return;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw Damaged(row, Texts.StateAddress.With(TextSanitizer.Quote(address)));
        }

        if (BaseAddress.WithSlash(uri) != _baseUri)
        {
            throw new PlanMismatchException(Texts.StateOfOtherService.With(_path, TextSanitizer.Quote(address), $"{_baseUri}"));
        }
    }

    private DateTimeOffset? Time(RosterEntry row, int column) => Other(row, column) is not { } text ? null
        : PlanTime.Parse(text) ?? throw Damaged(row, Texts.StateTime.With(TextSanitizer.Quote(_file.OtherColumns[column]), TextSanitizer.Quote(text)));

    private RosterException Damaged(RosterEntry row, string reason) => new(_path, row.Line, Texts.StateDamaged.With(_path, row.Line, reason));

    private static int ColumnOf(RosterFile file, string name) => file.OtherColumns.ToList().FindIndex(column => RosterColumns.AreSame(column, name));

    private static string? Other(RosterEntry row, int column) => column < 0 ? null : row.Others[column];
}
