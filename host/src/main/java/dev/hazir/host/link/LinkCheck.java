package dev.hazir.host.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Checks before a jar is loaded that everything its code needs is there: classes, methods and fields of what the host
 * shares, of the running Java and of the jar itself. Any thread; reads files, so never on an event loop.
 */
public final class LinkCheck {

    private static final int MOST_COMMON = 1_000;

    private final ClassLoader host;
    private final Remembered remembered;
    private final Platform platform = new Platform();
    private final Map<String, Shape> common = new ConcurrentHashMap<>();

    /**
     * A check.
     *
     * @param host whose classes are shared
     * @param file where jars that were found good are remembered
     * @param writer writes that file; nobody waits for it
     */
    public LinkCheck(ClassLoader host, Path file, Executor writer) {
        this.host = host;
        this.remembered = Remembered.open(file, Surroundings.of(host), writer);
    }

    /** Checks an applet, or says what was found when this jar was checked before. */
    public LinkReport check(Candidate applet) throws IOException {
        LinkReport before = remembered.find(applet.digest());
        if (before != null) {
            return before;
        }
        if (common.size() > MOST_COMMON) {
            common.clear();
        }
        try (Jars jars = Jars.open(applet.jars())) {
            World world = new World(platform, common, host, applet.shared(), jars);
            LinkReport report = new Inspection(applet, jars, world).report();
            remembered.add(applet.digest(), report);
            return report;
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
