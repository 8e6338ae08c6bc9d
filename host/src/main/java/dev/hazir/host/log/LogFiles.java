package dev.hazir.host.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The log file and those it was before it rolled. Any thread that may block.
 *
 * @param file the one that is written now
 */
public record LogFiles(Path file) {

    private static final Pattern ROLLED = Pattern.compile("hazir\\.(\\d{4}-\\d\\d-\\d\\d)\\.(\\d+)\\.log\\.gz");

    /** Of no more of them is read for a page: a hundred megabytes of text. */
    private static final int MOST_SEARCHED = 5;

    /**
     * What a query finds.
     *
     * @param entries the last of them, oldest first
     * @param left how many more were found before those
     * @param position where {@link LogFollow} goes on
     * @param older whether there are files that were not read
     */
    public record Found(List<LogEntry> entries, long left, String position, boolean older) {}

    /** The last entries that a query finds at the end of the file. */
    public Found last(LogQuery query, int most) throws IOException {
        return find(query, most, List.of());
    }

    /** The last entries that a query finds, also in files from before it rolled. Takes seconds. */
    public Found search(LogQuery query, int most) throws IOException {
        List<Path> rolled = rolled();
        return find(query, most, rolled.subList(Math.max(0, rolled.size() - MOST_SEARCHED), rolled.size()));
    }

    /**
     * Gives every line of a time to somebody, also of files from before it rolled.
     *
     * @param from as the lines begin, such as {@code 2026-11-28T14}; empty for the first
     * @param until the first time that is not wanted; empty for no end
     */
    public void lines(String from, String until, Consumer<LogLine> taker) throws IOException {
        boolean[] within = {from.isEmpty()};
        Consumer<LogLine> filter = line -> {
            if (!line.continues()) {
                within[0] = line.time().compareTo(from) >= 0
                        && (until.isEmpty() || line.time().compareTo(until) < 0);
            }
            if (within[0]) {
                taker.accept(line);
            }
        };
        for (Path path : rolled()) {
            if (day(path).compareTo(from.length() < 10 ? from : from.substring(0, 10)) >= 0) {
                read(path, filter);
            }
        }
        read(file, filter);
    }

    private Found find(LogQuery query, int most, List<Path> before) throws IOException {
        LogEntries entries = new LogEntries(query, most);
        for (Path path : before) {
            read(path, entries::add);
        }
        String position = "";
        try (LogTail tail = LogTail.open(file, Optional.empty())) {
            if (before.isEmpty()) {
                tail.end(entries::add);
            } else {
                tail.next(entries::add);
            }
            position = tail.position();
        } catch (NoSuchFileException e) {
            // Nothing was written yet.
            position = "";
        }
        entries.complete();
        List<LogEntry> found = entries.take();
        return new Found(found, entries.takeSkipped(), position, rolled().size() > before.size());
    }

    private void read(Path path, Consumer<LogLine> taker) throws IOException {
        Optional<LogLine> before = Optional.empty();
        try (InputStream in = Files.newInputStream(path);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        path.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                LogLine line = LogLine.parse(text, before);
                before = Optional.of(line);
                taker.accept(line);
            }
        } catch (NoSuchFileException e) {
            return; // it has just been deleted for its age, or nothing was written yet
        }
    }

    /** Oldest first. */
    private List<Path> rolled() throws IOException {
        Path directory = file.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(path -> ROLLED.matcher(path.getFileName().toString()).matches())
                    .forEach(found::add);
        }
        found.sort(Comparator.comparing(LogFiles::day).thenComparing(LogFiles::number));
        return found;
    }

    private static String day(Path rolled) {
        return parts(rolled).group(1);
    }

    private static int number(Path rolled) {
        return Integer.parseInt(parts(rolled).group(2));
    }

    private static Matcher parts(Path rolled) {
        Matcher matcher = ROLLED.matcher(rolled.getFileName().toString());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no rolled log: " + rolled);
        }
        return matcher;
    }
}
