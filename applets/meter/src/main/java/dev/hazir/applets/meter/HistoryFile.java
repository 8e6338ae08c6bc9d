package dev.hazir.applets.meter;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The file of all entries, which is only ever appended to. Every method blocks; one thread at a time may append.
 *
 * <p>It is the only state, and each append is one write to its end: during an upgrade the old and the new version use it
 * at the same time, and each reads what the other has kept.
 */
final class HistoryFile implements Closeable {

    private static final int TAIL = 64 * 1024;

    private final Path path;
    private final FileChannel end;
    private boolean torn;

    private HistoryFile(Path path, FileChannel end) {
        this.path = path;
        this.end = end;
    }

    /** Opens the file, which need not exist. */
    static HistoryFile open(Path path) throws IOException {
        FileChannel end =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        HistoryFile file = new HistoryFile(path, end);
        try {
            String tail = tail(path);
            file.torn = !tail.isEmpty() && !tail.endsWith("\n"); // a crash has cut the last line
            return file;
        } catch (IOException e) {
            end.close();
            throw e;
        }
    }

    /** Appends entries; when it returns the disk has them. */
    void append(List<Entry> entries) throws IOException {
        StringBuilder lines = new StringBuilder(entries.size() * 48);
        if (torn) {
            lines.append('\n');
        }
        entries.forEach(entry -> lines.append(entry.line()));
        torn = true;
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
        while (bytes.hasRemaining()) {
            end.write(bytes);
        }
        end.force(false);
        torn = false;
    }

    /** The newest entries, newest first; reads only the end of the file, which may be open elsewhere. */
    static List<Entry> newest(Path path, int most) throws IOException {
        List<Entry> entries = new ArrayList<>();
        tail(path).lines().forEach(line -> Entry.read(line).ifPresent(entries::add));
        Collections.reverse(entries);
        return List.copyOf(entries.subList(0, Math.min(most, entries.size())));
    }

    @Override
    public void close() throws IOException {
        end.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static String tail(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            long from = Math.max(0, file.size() - TAIL);
            ByteBuffer bytes = ByteBuffer.allocate(TAIL);
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = file.read(bytes, from + bytes.position());
            }
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        }
    }
}
