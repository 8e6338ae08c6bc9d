package dev.hazir.host.unload;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small walk over objects by reflection, nearest first, from one object to the first that belongs to an estate. It stops
 * at threads, classes, loaders, what references hold weakly, and after a number of objects. Objects change under it: what
 * it finds is a hint.
 */
final class Search {

    private static final List<String> NOT_INTO =
            List.of("dev.hazir.host.", "io.netty.", "org.eclipse.jetty.", "ch.qos.logback.", "java.lang.Module");

    /** An object with the way to it. */
    private record Step(Object object, @Nullable Step before, String by) {}

    private final Estate estate;
    private final int most;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Class<?>, List<Field>> fields = new HashMap<>();
    private final Deque<Step> open = new ArrayDeque<>();

    /**
     * A search.
     *
     * @param most after how many objects it gives up
     */
    Search(Estate estate, int most) {
        this.estate = estate;
        this.most = most;
    }

    /** The way from an object to something of the estate, such as {@code list -> next -> an object of demo.Poller}. */
    Optional<String> from(@Nullable Object start) {
        if (start == null) {
            return Optional.empty();
        }
        add(start, null, "");
        while (!open.isEmpty() && seen.size() < most) {
            Step step = open.removeFirst();
            if (estate.owns(step.object())) {
                return Optional.of(words(step));
            }
            if (enters(step.object())) {
                follow(step);
            }
        }
        return Optional.empty();
    }

    private void follow(Step step) {
        if (step.object() instanceof Object[] array) {
            for (Object element : array) {
                add(element, step, "");
            }
            return;
        }
        for (Field field : fields.computeIfAbsent(step.object().getClass(), Search::references)) {
            try {
                add(field.get(step.object()), step, field.getName());
            } catch (IllegalAccessException e) {
                continue;
            }
        }
    }

    private void add(@Nullable Object object, @Nullable Step before, String by) {
        if (object != null && seen.add(object)) {
            open.addLast(new Step(object, before, by));
        }
    }

    private static boolean enters(Object object) {
        if (object instanceof Thread
                || object instanceof ThreadGroup
                || object instanceof ClassLoader
                || object instanceof Class<?>
                || object instanceof String
                || object instanceof Number) {
            return false;
        }
        String type = object.getClass().getName();
        return NOT_INTO.stream().noneMatch(type::startsWith);
    }

    private static List<Field> references(Class<?> type) {
        List<Field> found = new ArrayList<>();
        for (Class<?> one = type; one != null && one != Reference.class; one = one.getSuperclass()) {
            for (Field field : one.getDeclaredFields()) {
                if (!field.getType().isPrimitive()
                        && !Modifier.isStatic(field.getModifiers())
                        && field.trySetAccessible()) {
                    found.add(field);
                }
            }
        }
        return found;
    }

    private String words(Step last) {
        List<String> words = new ArrayList<>();
        for (Step step = last; step != null; step = step.before()) {
            if (!step.by().isEmpty()) {
                words.add(0, step.by());
            }
        }
        String type = last.object() instanceof Class<?> itself
                ? "class " + itself.getName()
                : "an object of " + last.object().getClass().getName();
        words.add(type);
        return String.join(" -> ", words);
    }
}
