package dev.hazir.applets.meter;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All readings, for both sides of the applet. An entry counts as kept when the disk has it; entries that come in while
 * the disk is busy go to it together. Any thread may keep entries; their stages complete in order.
 */
final class History implements Closeable {

    /** Runs a task on a worker thread. */
    interface Workers {
        CompletionStage<?> run(Callable<?> task);
    }

    /** An entry on its way to the disk. */
    private record Waiting(Entry entry, CompletableFuture<Entry> kept) {}

    private final Path path;
    private final Workers workers;
    private final ReentrantLock disk = new ReentrantLock(); // guards the file; held while the disk writes
    private final Object queue = new Object(); // guards the two below; held for moments only
    private List<Waiting> waiting = new ArrayList<>();
    private boolean scheduled;
    private @Nullable HistoryFile file;

    History(Path path, Workers workers) {
        this.path = path;
        this.workers = workers;
    }

    /** Opens the file. Blocks. */
    void open() throws IOException {
        disk.lock();
        try {
            file = HistoryFile.open(path);
        } finally {
            disk.unlock();
        }
    }

    /** Keeps an entry; does not block. The stage completes on a worker thread. */
    CompletionStage<Entry> keep(Entry entry) {
        Waiting one = new Waiting(entry, new CompletableFuture<>());
        if (enqueue(one, true)) {
            workers.run(this::writeWaiting).whenComplete((done, refused) -> {
                if (refused != null) {
                    take().forEach(each -> each.kept().completeExceptionally(refused));
                }
            });
        }
        return one.kept();
    }

    /** Keeps an entry and blocks until the disk has it. It needs no further worker thread. */
    void keepNow(Entry entry) throws IOException {
        Waiting one = new Waiting(entry, new CompletableFuture<>());
        enqueue(one, false);
        writeWaiting(); // the entry is among these, or was among those of a writer that came first
        try {
            one.kept().join();
        } catch (CompletionException e) {
            throw new IOException("the reading could not be kept in " + path, e.getCause());
        }
    }

    /** The newest entries, newest first. Blocks. */
    List<Entry> newest(int most) throws IOException {
        return HistoryFile.newest(path, most);
    }

    /** Writes what still waits and closes the file. Blocks. */
    @Override
    public void close() throws IOException {
        disk.lock();
        try {
            writeWaiting();
            HistoryFile open = file;
            file = null;
            if (open != null) {
                open.close();
            }
        } finally {
            disk.unlock();
        }
    }

    /** Whether the caller has to see to it that the queue is written. */
    private boolean enqueue(Waiting one, boolean schedule) {
        synchronized (queue) {
            waiting.add(one);
            boolean mine = schedule && !scheduled;
            scheduled |= schedule;
            return mine;
        }
    }

    private List<Waiting> take() {
        synchronized (queue) {
            List<Waiting> taken = waiting;
            waiting = new ArrayList<>();
            scheduled = false;
            return taken;
        }
    }

    private @Nullable Void writeWaiting() {
        disk.lock();
        try {
            List<Waiting> batch = take();
            try {
                write(batch.stream().map(Waiting::entry).toList());
                batch.forEach(one -> one.kept().complete(one.entry()));
            } catch (IOException | RuntimeException e) {
                batch.forEach(one -> one.kept().completeExceptionally(e));
            }
            return null;
        } finally {
            disk.unlock();
        }
    }

    private void write(List<Entry> entries) throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        if (file == null) {
            throw new IOException("the history " + path + " is closed: this version of the applet has ended");
        }
        file.append(entries);
    }
}
