namespace Cowry.Sandbox.Printer;

/// <summary>Body of <c>PUT /printer</c>; what is left out stays as it is.</summary>
internal sealed record PrinterChange(int? Paper, bool? DrawerOpen, PrinterModelChange? Model)
{
    public PrinterModel On(PrinterModel model)
    {
        model = model with { Paper = Paper ?? model.Paper };
        return Model?.On(model) ?? model;
    }
}

/// <summary>Switches of <see cref="PrinterModel"/> to change. A speed of 0 is at once.</summary>
internal sealed record PrinterModelChange(
    bool? RealTimeInsideData,
    bool? StartsInChineseMode,
    bool? InitializeStopsAutomaticStatus,
    bool? AnswersProcessId,
    bool? RefusesWhenBusy,
    bool? Silent,
    int? BytesPerSecond)
{
    public PrinterModel On(PrinterModel model) => model with
    {
        RealTimeInsideData = RealTimeInsideData ?? model.RealTimeInsideData,
        StartsInChineseMode = StartsInChineseMode ?? model.StartsInChineseMode,
        InitializeStopsAutomaticStatus = InitializeStopsAutomaticStatus ?? model.InitializeStopsAutomaticStatus,
        AnswersProcessId = AnswersProcessId ?? model.AnswersProcessId,
        RefusesWhenBusy = RefusesWhenBusy ?? model.RefusesWhenBusy,
        Silent = Silent ?? model.Silent,
        BytesPerSecond = BytesPerSecond is null ? model.BytesPerSecond : BytesPerSecond == 0 ? null : BytesPerSecond,
    };
}
