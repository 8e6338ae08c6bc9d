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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The end of the log file, and what is written to it afterwards, also across rolling. For one thread. */
public final class LogTail implements AutoCloseable {

    /** No more is read from the end, whatever number of lines is asked for. */
    private static final long FARTHEST = 8L << 20;

    private final Path file;
    private final Optional<String> applet;
    private FileChannel channel;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private Optional<LogLine> before = Optional.empty();

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
        long start = Math.max(0, channel.size() - FARTHEST);
        channel.position(start);
        List<LogLine> lines = read(start > 0);
        return lines.subList(Math.max(0, lines.size() - Math.max(0, count)), lines.size());
    }

    /** What was written since the last call; empty when nothing was. */
    public List<LogLine> next() throws IOException {
        List<LogLine> lines = new ArrayList<>(read(false));
        if (rolled()) {
            lines.addAll(read(false));
            channel.close();
            channel = FileChannel.open(file, StandardOpenOption.READ);
            lines.addAll(read(false));
        }
        return lines;
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

    private List<LogLine> read(boolean skipFirst) throws IOException {
        List<LogLine> lines = new ArrayList<>();
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
                unfinished.reset();
                if (!skip) {
                    take(text, lines);
                }
                skip = false;
            }
            buffer.clear();
        }
        return lines;
    }

    private void take(String text, List<LogLine> lines) {
        LogLine line = LogLine.parse(text, before);
        before = Optional.of(line);
        if (applet.isEmpty() || applet.get().equals(line.applet())) {
            lines.add(line);
        }
    }
}
