package dev.hazir.host.operation;

import dev.hazir.host.log.LogFile;
import dev.hazir.host.store.DiskException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs operations one after the other on one thread, the operator thread, and remembers the last 200. Guest code never
 * runs on that thread, so that threads it starts carry nothing of a guest.
 */
public final class Operations implements AutoCloseable {

    /** What an operation does, on the operator thread. */
    @FunctionalInterface
    public interface Act {
        /**
         * Does it, recording steps, and ends the operation. If it returns without ending it, the operation is done.
         *
         * @throws RefusedException before anything changed
         * @throws Exception when it failed
         */
        void run(Operation operation) throws Exception;
    }

    /** Is told of operations. */
    public interface Listener {
        /** One was asked for, on the thread of whoever asked. */
        void begun(Operation.View operation);

        /** It has ended, on the operator thread. */
        void ended(Operation.View operation);
    }

    private static final int REMEMBERED = 200;
    private static final String START = "start";
    private static final Logger log = LoggerFactory.getLogger(Operations.class);

    private final Clock clock;
    private final ExecutorService operator;
    private final Deque<Operation> remembered = new ArrayDeque<>();
    private volatile @Nullable Listener listener;
    private final @Nullable OperationRecord record;
    private long last;

    /** Operations of this run alone. */
    public Operations(Clock clock) {
        this(clock, null);
    }

    /** Operations that are known in later runs too. */
    public static Operations kept(Clock clock, Path file) {
        return new Operations(clock, new OperationRecord(file, REMEMBERED));
    }

    private Operations(Clock clock, @Nullable OperationRecord record) {
        this.clock = clock;
        this.record = record;
        this.last = record == null ? 0 : record.last();
        this.operator = Executors.newSingleThreadExecutor(task -> new Thread(null, task, "hazir-operator", 0, false));
        operator.execute(() -> log.trace("operator thread started"));
    }

    /** Queues an act and returns at once. */
    public Operation submit(String kind, String applet, String by, Act act) {
        Operation operation;
        synchronized (remembered) {
            operation = new Operation(++last, kind, applet, by, clock::instant);
            remembered.addFirst(operation);
            if (remembered.size() > REMEMBERED) {
                remembered.removeLast();
            }
        }
        Listener told = listener;
        if (told != null) {
            told.begun(operation.view());
        }
        operator.execute(() -> run(operation, act));
        return operation;
    }

    /** Sets who is told of operations from now on. */
    public void listen(Listener interested) {
        listener = interested;
    }

    /** The operations of this run that are remembered, newest first. */
    public List<Operation.View> list() {
        synchronized (remembered) {
            return remembered.stream().map(Operation::view).toList();
        }
    }

    /** Those of earlier runs too, newest first. On a thread that may block. */
    public List<Operation.View> all() {
        List<Operation.View> now = list();
        return record == null
                ? now
                : Stream.concat(now.stream(), record.earlier().stream())
                        .limit(REMEMBERED)
                        .toList();
    }

    /** How an operation of this run or of an earlier one stands. On a thread that may block. */
    public Optional<Operation.View> view(long number) {
        return find(number)
                .map(Operation::view)
                .or(() -> all().stream().filter(view -> view.number() == number).findFirst());
    }

    public Optional<Operation> find(long number) {
        synchronized (remembered) {
            return remembered.stream()
                    .filter(operation -> operation.number() == number)
                    .findFirst();
        }
    }

    /** Lets the running act end, for at most a minute, and accepts no more. */
    @Override
    public void close() throws InterruptedException {
        operator.shutdown();
        if (!operator.awaitTermination(1, TimeUnit.MINUTES)) {
            log.warn("an operation did not end within a minute of stopping");
            operator.shutdownNow();
        }
    }

    private void run(Operation operation, Act act) {
        MDC.put(LogFile.APPLET, operation.view().applet());
        try {
            if (operation.begin()) {
                note(operation.view());
                act.run(operation);
                operation.end(Operation.State.DONE, "Done.", List.of());
            } else {
                operation.endCancelled();
            }
        } catch (CancellationException e) {
            operation.endCancelled();
        } catch (RefusedException e) {
            operation.end(Operation.State.REFUSED, String.valueOf(e.getMessage()), e.problems());
        } catch (DiskException e) {
            log.warn("operation {} was not possible", operation.number(), e);
            operation.end(
                    Operation.State.REFUSED,
                    "It is not possible now: " + e.getMessage() + ".",
                    List.of(Problem.of(e, operation.view().applet())));
        } catch (Exception | LinkageError e) {
            log.error("operation {} failed", operation.number(), e);
            operation.end(
                    Operation.State.FAILED,
                    "It failed: " + e,
                    List.of(new Problem(
                            "SYS-500", null, "The operation failed: " + e, "", "See the log for details.")));
        }
        try {
            tell(operation.view());
        } finally {
            MDC.remove(LogFile.APPLET);
            operation.over();
        }
    }

    private void tell(Operation.View end) {
        String what = end.applet().isEmpty() ? end.kind() : end.kind() + " " + end.applet();
        log.info("{}: {} {}", what, end.state(), end.message());
        note(end);
        Listener told = listener;
        if (told != null) {
            told.ended(end);
        }
    }

    /** What the host does by itself when it starts is the same each time. */
    private void note(Operation.View view) {
        if (record != null && !(view.kind().equals(START) && view.state() != Operation.State.FAILED)) {
            record.note(view);
        }
    }
}
