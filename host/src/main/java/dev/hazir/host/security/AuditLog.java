package dev.hazir.host.security;

import dev.hazir.host.lifecycle.HostTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was done on the operator's side, by whom and with which outcome: lines of JSON that are only ever added to a file of
 * the home directory. A line is on disk when {@link #note} returns. What the disk does not take is kept in memory, told as a
 * problem, and written before the next line when the disk takes it again. For any thread that may block.
 */
public final class AuditLog {

    public static final String NAME = "audit.jsonl";

    static final int KEPT_IN_MEMORY = 1_000;

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
    private static final int CHUNK = 1 << 16;
    private static final long MOST_READ = 64L << 20;
    private static final int LONGEST_TEXT = 300;

    private final Path file;
    private final Clock clock;
    private final ThreadLocal<@Nullable Act> current = new ThreadLocal<>();
    private final Deque<byte[]> unwritten = new ArrayDeque<>();
    private long lost;
    private String failure = "";

    /** One act while it is carried out, on one thread. */
    public static final class Act implements AutoCloseable {

        private final AuditLog audit;
        private final Caller caller;
        private String subject = "";
        private boolean operation;

        private Act(AuditLog audit, Caller caller) {
            this.audit = audit;
            this.caller = caller;
        }

        /** Whether it has become an operation, which is noted by itself. */
        public boolean becameOperation() {
            return operation;
        }

        /** Notes how it ended; a subject that was told during the act goes before the one given. */
        public void note(String act, String subject, String outcome, String detail) {
            audit.note(caller, act, this.subject.isEmpty() ? subject : this.subject, outcome, detail);
        }

        @Override
        public void close() {
            audit.current.remove();
        }
    }

    public AuditLog(Path file, HostTime time) {
        this(file, time.clock());
    }

    private AuditLog(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** The audit log of a home directory on which no host runs. */
    public static AuditLog offline(Path logs) {
        return new AuditLog(logs.resolve(NAME), Clock.systemUTC());
    }

    /** Somebody does something on this thread until the act is closed. */
    public Act begin(Caller caller) {
        Act act = new Act(this, caller);
        current.set(act);
        return act;
    }

    /** Names what the act on this thread is about. */
    public void about(String subject) {
        Act act = current.get();
        if (act != null) {
            act.subject = subject;
        }
    }

    /** Who does what this thread does, and that an operation has come of it. */
    public Optional<Caller> operationBegun() {
        Act act = current.get();
        if (act == null) {
            return Optional.empty();
        }
        act.operation = true;
        return Optional.of(act.caller);
    }

    public void note(Caller caller, String act, String subject, String outcome, String detail) {
        note(new AuditEntry(
                clock.instant(),
                caller.name(),
                caller.from(),
                caller.door().word(),
                act,
                subject,
                outcome,
                detail,
                null));
    }

    /** Adds a line. */
    public synchronized void note(AuditEntry entry) {
        unwritten.addLast(line(entry));
        if (unwritten.size() > KEPT_IN_MEMORY) {
            unwritten.removeFirst();
            lost++;
        }
        write();
    }

    /** The clock of the lines. */
    public Clock clock() {
        return clock;
    }

    public Path file() {
        return file;
    }

    /** Why the last line could not be written; tries again first. */
    public synchronized Optional<String> failure() {
        if (!unwritten.isEmpty()) {
            write();
        }
        return failure.isEmpty()
                ? Optional.empty()
                : Optional.of(failure + ". " + unwritten.size() + " lines are kept in memory"
                        + (lost == 0 ? "." : ", " + lost + " were lost."));
    }

    /**
     * The newest lines that a condition holds for, newest first.
     *
     * @throws IOException when the file cannot be read
     */
    public List<AuditEntry> last(int most, Predicate<AuditEntry> which) throws IOException {
        List<AuditEntry> found = new ArrayList<>();
        if (!Files.exists(file)) {
            return found;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long end = channel.size();
            long stop = Math.max(0, end - MOST_READ);
            byte[] rest = new byte[0];
            while (end > stop && found.size() < most) {
                int length = (int) Math.min(CHUNK, end - stop);
                byte[] chunk = read(channel, end - length, length, rest);
                end -= length;
                int upTo = chunk.length;
                for (int i = chunk.length - 1; i >= 0; i--) {
                    if (chunk[i] == '\n') {
                        take(chunk, i + 1, upTo, which, found);
                        upTo = i;
                    }
                }
                rest = Arrays.copyOf(chunk, upTo);
            }
            if (end == 0) {
                take(rest, 0, rest.length, which, found);
            }
        }
        return found.size() > most ? found.subList(0, most) : found;
    }

    private static byte[] read(FileChannel channel, long from, int length, byte[] rest) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length + rest.length);
        bytes.limit(length);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            // until the chunk is full
        }
        bytes.limit(length + rest.length).position(length);
        return bytes.put(rest).array();
    }

    /** A line that is cut short, as by a crash, is passed over. */
    private static void take(byte[] bytes, int from, int to, Predicate<AuditEntry> which, List<AuditEntry> found) {
        if (from >= to) {
            return;
        }
        try {
            AuditEntry entry = JsonMapper.shared()
                    .readValue(new String(bytes, from, to - from, StandardCharsets.UTF_8), AuditEntry.class);
            if (which.test(entry)) {
                found.add(entry);
            }
        } catch (JacksonException e) {
            log.debug("a line of the audit log is not whole", e);
        }
    }

    private void write() {
        try {
            boolean fresh = !Files.exists(file);
            try (FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                    SecretFile.ownerOnly(file))) {
                while (!unwritten.isEmpty()) {
                    long before = channel.size();
                    try {
                        ByteBuffer bytes = ByteBuffer.wrap(unwritten.getFirst());
                        while (bytes.hasRemaining()) {
                            channel.write(bytes);
                        }
                        channel.force(fresh);
                    } catch (IOException e) {
                        channel.truncate(before);
                        throw e;
                    }
                    unwritten.removeFirst();
                }
            }
            failure = "";
        } catch (IOException e) {
            if (failure.isEmpty()) {
                log.error("the audit log {} cannot be written", file, e);
            }
            String message = e.getMessage();
            failure = message == null ? e.toString() : message;
        }
    }

    private static byte[] line(AuditEntry entry) {
        AuditEntry safe = new AuditEntry(
                entry.time(),
                shortened(entry.who()),
                entry.from(),
                entry.door(),
                shortened(entry.act()),
                shortened(entry.subject()),
                entry.outcome(),
                shortened(entry.detail()),
                entry.operation());
        return (JsonMapper.shared().writeValueAsString(safe) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
