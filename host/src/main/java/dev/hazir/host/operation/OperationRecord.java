package dev.hazir.host.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The operations of earlier runs, in a file with a line for each beginning and each end. It is for people: no act waits for
 * the disk, and what cannot be read is left out. What is written last is read when somebody asks. Safe for use by several
 * threads; may block.
 */
final class OperationRecord {

    private static final Logger log = LoggerFactory.getLogger(OperationRecord.class);
    private static final Pattern NUMBER = Pattern.compile("^\\{\"number\":([0-9]{1,18}),");
    private static final int MOST_LINES = 1_000;

    private final Path file;
    private final int most;
    private final long last;
    private List<Operation.View> earlier = List.of();
    private boolean read;

    /**
     * Looks at what is there without reading all of it.
     *
     * @param most how many operations are remembered
     */
    OperationRecord(Path file, int most) {
        this.file = file;
        this.most = most;
        this.last = lines().stream()
                .map(NUMBER::matcher)
                .filter(Matcher::find)
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .max()
                .orElse(0);
    }

    /** The highest number of earlier runs. */
    long last() {
        return last;
    }

    /** Notes how an operation stands. */
    synchronized void note(Operation.View operation) {
        try {
            Files.writeString(
                    file,
                    JsonMapper.shared().writeValueAsString(operation) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException | JacksonException e) {
            log.warn("operation {} is not kept for later: {}", operation.number(), e.toString());
        }
    }

    /** The operations of earlier runs, newest first. */
    synchronized List<Operation.View> earlier() {
        if (!read) {
            read = true;
            earlier = readAll();
        }
        return earlier;
    }

    private List<Operation.View> readAll() {
        List<String> lines = lines();
        Map<Long, Operation.View> known = new LinkedHashMap<>();
        for (String line : lines) {
            try {
                Operation.View view = JsonMapper.shared().readValue(line, Operation.View.class);
                if (view.number() <= last) {
                    known.put(view.number(), view);
                }
            } catch (JacksonException e) {
                log.debug("a line of {} is left out: {}", file, e.toString());
            }
        }
        List<Operation.View> all = known.values().stream()
                .map(OperationRecord::over)
                .sorted(Comparator.comparingLong(Operation.View::number).reversed())
                .limit(most)
                .toList();
        if (lines.size() > MOST_LINES) {
            shorten(all, lines);
        }
        return all;
    }

    /** What still ran when its host ended has not ended by itself. */
    private static Operation.View over(Operation.View view) {
        if (view.state() != Operation.State.RUNNING) {
            return view;
        }
        Instant end = null;
        return new Operation.View(
                view.number(),
                view.kind(),
                view.applet(),
                view.by(),
                Operation.State.FAILED,
                view.started(),
                end,
                view.steps(),
                "The host ended while it ran. What was there before is there, or all of the new.",
                "",
                view.problems(),
                false);
    }

    private void shorten(List<Operation.View> all, List<String> lines) {
        List<String> kept = new ArrayList<>();
        all.stream()
                .sorted(Comparator.comparingLong(Operation.View::number))
                .forEach(view -> kept.add(JsonMapper.shared().writeValueAsString(view)));
        lines.stream().filter(line -> number(line) > last).forEach(kept::add);
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.write(unfinished, kept);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("{} is not shortened: {}", file, e.toString());
        }
    }

    private static long number(String line) {
        Matcher matcher = NUMBER.matcher(line);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            log.warn("{} cannot be read: {}", file, e.toString());
            return List.of();
        }
    }
}
