package dev.hazir.host.unload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.netbeans.lib.profiler.heap.GCRoot;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.netbeans.lib.profiler.heap.JavaFrameGCRoot;
import org.netbeans.lib.profiler.heap.ObjectArrayInstance;
import org.netbeans.lib.profiler.heap.ObjectFieldValue;
import org.netbeans.lib.profiler.heap.PrimitiveArrayInstance;
import org.netbeans.lib.profiler.heap.ThreadObjectGCRoot;

/** The shortest way in a heap dump from a root to something that belongs to one class loader, in words. */
final class HeapPath {

    private static final String ARROW = " -> ";
    private static final int LONGEST = 10_000;

    private final Heap heap;
    private final Instance loader;

    HeapPath(Heap heap, Instance loader) {
        this.heap = heap;
        this.loader = loader;
    }

    /** Such as {@code static field demo.Cache.ENTRIES -> HashMap.table -> object of meter.Reading}. */
    Optional<String> words() {
        List<Instance> way = fromRoot();
        if (way.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        words.add(root(way.get(0)));
        for (int i = 0; i < way.size(); i++) {
            Instance one = way.get(i);
            if (ofLoader(one)) {
                words.add(target(one));
                break;
            }
            words.add(i + 1 < way.size() ? step(one, way.get(i + 1)) : target(one));
        }
        words.removeIf(String::isEmpty);
        return Optional.of(String.join(ARROW, words));
    }

    private List<Instance> fromRoot() {
        List<Instance> way = new ArrayList<>();
        Instance one = loader;
        while (one != null && way.size() < LONGEST) {
            way.add(0, one);
            if (one.isGCRoot()) {
                return way;
            }
            one = one.getNearestGCRootPointer();
        }
        return List.of();
    }

    private boolean ofLoader(Instance one) {
        JavaClass itself = heap.getJavaClassByID(one.getInstanceId());
        return one.equals(loader) || below(itself == null ? one.getJavaClass() : itself);
    }

    private boolean below(@Nullable JavaClass type) {
        return type != null && loader.equals(type.getClassLoader());
    }

    private String target(Instance one) {
        JavaClass itself = heap.getJavaClassByID(one.getInstanceId());
        if (one.equals(loader)) {
            return "the applet's class loader";
        }
        return itself == null ? "object of " + one.getJavaClass().getName() : "class " + itself.getName();
    }

    private String root(Instance first) {
        Object found = heap.getGCRoot(first);
        if (found instanceof JavaFrameGCRoot frame && frame.getThreadGCRoot() != null) {
            ThreadObjectGCRoot thread = frame.getThreadGCRoot();
            StackTraceElement[] stack = thread.getStackTrace();
            int number = frame.getFrameNumber();
            String where = stack != null && number >= 0 && number < stack.length ? " in " + stack[number] : "";
            return "thread '" + threadName(thread.getInstance()) + "'" + ARROW + "local variable" + where;
        }
        if (found instanceof ThreadObjectGCRoot) {
            return "thread '" + threadName(first) + "'";
        }
        String kind = found instanceof GCRoot root ? root.getKind() : "root";
        return kind.equals(GCRoot.STICKY_CLASS) ? "" : kind;
    }

    /** How an object holds the next one. */
    private String step(Instance holder, Instance held) {
        if (holder instanceof ObjectArrayInstance) {
            return "[]";
        }
        JavaClass itself = heap.getJavaClassByID(holder.getInstanceId());
        if (itself != null) {
            for (Object value : itself.getStaticFieldValues()) {
                if (value instanceof ObjectFieldValue field && held.equals(field.getInstance())) {
                    return "static field " + itself.getName() + "."
                            + field.getField().getName();
                }
            }
            return "class " + itself.getName();
        }
        for (Object value : holder.getFieldValues()) {
            if (value instanceof ObjectFieldValue field && held.equals(field.getInstance())) {
                return simple(holder.getJavaClass().getName()) + "."
                        + field.getField().getName();
            }
        }
        return simple(holder.getJavaClass().getName());
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static String threadName(@Nullable Instance thread) {
        return thread != null && thread.getValueOfField("name") instanceof Instance name ? text(name) : "?";
    }

    private static String text(Instance string) {
        if (!(string.getValueOfField("value") instanceof PrimitiveArrayInstance array)) {
            return "?";
        }
        List<?> values = array.getValues();
        byte[] bytes = new byte[values.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = Byte.parseByte(String.valueOf(values.get(i)));
        }
        boolean latin = "0".equals(String.valueOf(string.getValueOfField("coder")));
        return new String(bytes, latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
    }
}
