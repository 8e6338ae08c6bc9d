package dev.hazir.host.admin.health;

import dev.hazir.host.guest.LoopThread;
import dev.hazir.host.lifecycle.Workers;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What all threads do at one moment, by who owns them.
 *
 * @param virtual how many virtual threads work; they are among the workers
 */
public record ThreadDump(Instant at, List<Group> groups, int virtual) {

    private static final Pattern WORKER = Pattern.compile(Pattern.quote(Workers.THREAD_NAME) + "[0-9]+");

    /** Who owns a thread. */
    public enum Owner {
        LOOPS,
        WORKERS,
        APPLETS,
        HOST,
        JAVA;

        /** As it stands in JSON and in message files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The threads of one owner, by name.
     *
     * @param owner as {@link Owner#word} says it
     */
    public record Group(String owner, List<One> threads) {}

    /**
     * A thread.
     *
     * @param state as Java calls it
     * @param applet whose code it runs, or who has started it, with its version; or empty
     * @param doing the applet's line, or else the innermost one
     * @param stack innermost first
     */
    public record One(String name, String state, boolean daemon, String applet, String doing, List<Frame> stack) {}

    /**
     * Looks at all threads: a moment in which all stand still.
     *
     * @param virtual those workers that are virtual threads, which Java does not list
     */
    public static ThreadDump take(Instant now, List<Thread> virtual) {
        Map<Thread, StackTraceElement[]> all = new HashMap<>(Thread.getAllStackTraces());
        virtual.forEach(thread -> all.put(thread, thread.getStackTrace()));
        Map<Owner, List<One>> byOwner = new EnumMap<>(Owner.class);
        for (Owner owner : Owner.values()) {
            byOwner.put(owner, List.of());
        }
        byOwner.putAll(all.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> owner(entry.getKey(), entry.getValue()),
                        Collectors.collectingAndThen(Collectors.toList(), ThreadDump::sorted))));
        return new ThreadDump(
                now,
                byOwner.entrySet().stream()
                        .map(entry -> new Group(entry.getKey().word(), entry.getValue()))
                        .toList(),
                virtual.size());
    }

    /** The same as text, in the form that tools for thread dumps read. */
    public String text() {
        StringBuilder text = new StringBuilder(1 << 14);
        text.append("Threads at ").append(at).append('\n');
        for (Group group : groups) {
            text.append("\n== ").append(group.owner()).append(": ");
            text.append(group.threads().size()).append('\n');
            for (One thread : group.threads()) {
                text.append("\n\"").append(thread.name()).append('"');
                text.append(thread.daemon() ? " daemon" : "");
                text.append(thread.applet().isEmpty() ? "" : " of " + thread.applet());
                text.append("\n   java.lang.Thread.State: ")
                        .append(thread.state())
                        .append('\n');
                thread.stack()
                        .forEach(frame ->
                                text.append("\tat ").append(frame.text()).append('\n'));
            }
        }
        return text.toString();
    }

    private static List<One> sorted(List<Map.Entry<Thread, StackTraceElement[]>> threads) {
        return threads.stream()
                .map(entry -> one(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(
                        One::name, Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder())))
                .toList();
    }

    private static One one(Thread thread, StackTraceElement[] elements) {
        List<Frame> stack = Frame.of(Arrays.asList(elements));
        String doing = stack.stream()
                .filter(frame -> !frame.applet().isEmpty())
                .findFirst()
                .or(() -> stack.stream().findFirst())
                .map(Frame::text)
                .orElse("");
        return new One(
                thread.getName(), thread.getState().name(), thread.isDaemon(), applet(thread, stack), doing, stack);
    }

    private static Owner owner(Thread thread, StackTraceElement[] stack) {
        if (thread instanceof LoopThread) {
            return Owner.LOOPS;
        }
        if (WORKER.matcher(thread.getName()).matches()) {
            return Owner.WORKERS;
        }
        if (!applet(thread, Frame.of(Arrays.asList(stack))).isEmpty()) {
            return Owner.APPLETS;
        }
        boolean own = thread.getName().startsWith("hazir-")
                || thread.getName().equals("main")
                || thread.getClass().getClassLoader() == ThreadDump.class.getClassLoader();
        return own ? Owner.HOST : Owner.JAVA;
    }

    /** Whose code it runs; of a thread that is nobody else's also who has started it. */
    private static String applet(Thread thread, List<Frame> stack) {
        String running = stack.stream()
                .map(Frame::applet)
                .filter(applet -> !applet.isEmpty())
                .findFirst()
                .orElse("");
        if (!running.isEmpty()) {
            return running;
        }
        String own = loader(thread.getClass().getClassLoader());
        return own.isEmpty() ? loader(thread.getContextClassLoader()) : own;
    }

    private static String loader(@Nullable ClassLoader loader) {
        return loader == null ? "" : Frame.deployment(loader.getName());
    }
}
