package dev.hazir.host.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** The end of the log file, and what is written to it afterwards, also across rolling. For one thread. */
public final class LogTail implements AutoCloseable {

    /** No more is read from the end, whatever number of lines is asked for. */
    private static final long FARTHEST = 8L << 20;

    private final Path file;
    private final Optional<String> applet;
    private FileChannel channel;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private Optional<LogLine> before = Optional.empty();
    private long offset; // in the file, where the next line begins
    private long headAt; // where the last line began that continues no other

    private LogTail(Path file, Optional<String> applet, FileChannel channel) {
        this.file = file;
        this.applet = applet;
        this.channel = channel;
    }

    /**
     * Opens a log file.
     *
     * @param applet whose lines to give; empty for all
     */
    public static LogTail open(Path file, Optional<String> applet) throws IOException {
        return new LogTail(file, applet, FileChannel.open(file, StandardOpenOption.READ));
    }

    /** The last lines. */
    public List<LogLine> last(int count) throws IOException {
        List<LogLine> lines = new ArrayList<>();
        end(lines::add);
        return lines.subList(Math.max(0, lines.size() - Math.max(0, count)), lines.size());
    }

    /** What was written since the last call; empty when nothing was. */
    public List<LogLine> next() throws IOException {
        List<LogLine> lines = new ArrayList<>();
        next(lines::add);
        return lines;
    }

    /** Gives the lines of the last megabytes. */
    void end(Consumer<LogLine> taker) throws IOException {
        long start = Math.max(0, channel.size() - FARTHEST);
        seek(start);
        read(start > 0, taker);
    }

    /** Gives what was written since the last call. */
    void next(Consumer<LogLine> taker) throws IOException {
        read(false, taker);
        if (rolled()) {
            read(false, taker);
            channel.close();
            channel = FileChannel.open(file, StandardOpenOption.READ);
            seek(0);
            read(false, taker);
        }
    }

    /** Where the next line begins, for {@link #goOn}. */
    String position() throws IOException {
        return key(file) + ":" + offset;
    }

    /** Where the last line begins that continues no other. */
    String positionOfLast() throws IOException {
        return key(file) + ":" + headAt;
    }

    /** Goes on where another one had come to, as far as that is still in the file; otherwise from the end. */
    void goOn(String position) throws IOException {
        int colon = position.lastIndexOf(':');
        long wanted = -1;
        if (colon > 0 && position.substring(0, colon).equals(key(file))) {
            try {
                wanted = Long.parseLong(position.substring(colon + 1));
            } catch (NumberFormatException e) {
                wanted = -1; // made up by a client
            }
        }
        seek(wanted >= 0 && wanted <= channel.size() ? wanted : channel.size());
    }

    private void seek(long place) throws IOException {
        channel.position(place);
        offset = place;
        headAt = place;
        unfinished.reset();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Whether the name stands for another file by now. */
    private boolean rolled() throws IOException {
        try {
            return Files.size(file) < channel.position();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Tells one file of this name from the next. */
    private static String key(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Object key = attributes.fileKey();
        return Integer.toHexString(Objects.hash(key == null ? attributes.creationTime() : key));
    }

    private void read(boolean skipFirst, Consumer<LogLine> taker) throws IOException {
        boolean skip = skipFirst;
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (channel.read(buffer) > 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                byte b = buffer.get();
                if (b != '\n') {
                    unfinished.write(b);
                    continue;
                }
                String text = unfinished.toString(StandardCharsets.UTF_8).stripTrailing();
                long end = offset + unfinished.size() + 1;
                unfinished.reset();
                if (!skip) {
                    take(text, taker);
                }
                offset = end;
                skip = false;
            }
            buffer.clear();
        }
    }

    private void take(String text, Consumer<LogLine> taker) {
        LogLine line = LogLine.parse(text, before);
        before = Optional.of(line);
        if (!line.continues()) {
            headAt = offset;
        }
        if (applet.isEmpty() || applet.get().equals(line.applet())) {
            taker.accept(line);
        }
    }
}
