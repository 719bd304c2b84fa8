using Cowry.Server.Data;
using Cowry.Server.Events;

namespace Cowry.Server.Commands;

/// <summary>
/// The one function that runs every command: look up the idempotency key, decide, save, append the events and postings, keep the answer, commit,
/// and only then wake whoever waits. Nothing is announced that was not committed; nothing is committed that is not announced.
/// </summary>
internal sealed class CommandRunner(Database database, EventAppender appender, Wakes wakes, TimeProvider time)
{
    /// <summary>How long a key without an answer is believed to be in work. Longer than any call to a gateway may take.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(15);

    /// <summary>A command that is done in one transaction. <paramref name="decide"/> loads, decides and changes; what it returns is the answer.</summary>
    public async Task<Answer> RunAsync<T>(Request request, int status, Func<Work, Task<T>> decide, CancellationToken cancel)
    {
        var done = await RunCoreAsync(request, async work => Answer.Of(status, await decide(work)), cancel);
        return done.Replay ?? done.Value!;
    }

    /// <summary>The same for work that no answer comes of: a worker's step, or the part of a request before or after a call to the outside.</summary>
    public async Task<T> StepAsync<T>(Request request, Func<Work, Task<T>> decide, CancellationToken cancel)
    {
        var done = await RunCoreAsync(request with { Key = null }, decide, cancel);
        return done.Value!;
    }

    /// <summary>
    /// The first part of a command with a call to the outside: commits the intent with the key unanswered. The answer is given by
    /// <see cref="FinishAsync"/>; if that never comes, a retry of the key gets here again with <see cref="Work.Resumed"/>.
    /// </summary>
    public async Task<Begun<T>> BeginAsync<T>(Request request, Func<Work, Task<T>> decide, CancellationToken cancel)
    {
        var done = await RunCoreAsync(request, decide, cancel);
        return new Begun<T>(done.Replay, done.Value);
    }

    /// <summary>Gives a begun key its answer, in the transaction of the outcome.</summary>
    public Task<Answer> FinishAsync<T>(Request request, int status, Func<Work, Task<T>> decide, CancellationToken cancel) =>
        StepAsync(
            request,
            async work =>
            {
                var answer = Answer.Of(status, await decide(work));
                if (request.Key is not null)
                    await work.Db.AnswerKeyAsync(work.Merchant, request.Key, answer.Status, answer.Json, cancel);
                return answer;
            },
            cancel);

    private async Task<Done<T>> RunCoreAsync<T>(Request request, Func<Work, Task<T>> decide, CancellationToken cancel)
    {
        var (appended, woken) = (Appended.Nothing, (IReadOnlyCollection<string>)[]);
        var done = await database.WriteAsync<Done<T>>(
            async db =>
            {
                // To the millisecond, as it is stored: what is compared with a row that was read back must be equal.
                var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
                var claim = request.Key is null ? KeyClaim.None : await IdempotencyKeys.ClaimAsync(db, request, now, Hold, cancel);
                if (claim.Replay is { } replay)
                    return (false, new Done<T>(replay, default));

                var work = new Work(db, request.Caller, now) { Resumed = claim.Resumed };
                var value = await decide(work);
                if (request.Key is not null && value is Answer answer)
                    claim.Answer(answer);
                else if (request.Key is not null)
                    claim.LeaveOpen(work.Unfinished ?? work.Resumed);
                await db.SaveChangesAsync(cancel);
                appended = await appender.AppendAsync(work, cancel);
                if (work.BeforeCommit is { } last)
                    await last();
                woken = work.Wakes;
                return (true, new Done<T>(null, value));
            },
            cancel);
        wakes.Committed(appended);
        foreach (var worker in woken)
            wakes.Worker(worker).Set();
        return done;
    }

    private readonly record struct Done<T>(Answer? Replay, T? Value);
}

/// <summary>Either the first answer again, or what the first part came to.</summary>
internal readonly record struct Begun<T>(Answer? Replay, T? Value);
