package dev.hazir.host.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;

/**
 * The code that was written for this host: the packages below the main class, and every package in which a class uses the
 * applet API. All else in a jar is a library, shaded in or not, which may well name what it can do without.
 */
final class OwnCode {

    private static final String API = "dev/hazir/applet/";
    private static final int CLASS = 7;

    private final Map<String, byte[]> classes = new LinkedHashMap<>();
    private final Map<String, byte[]> foreign = new LinkedHashMap<>();

    private OwnCode() {}

    /**
     * Tells own code and libraries apart.
     *
     * @param shared whether the host brings a class of this name with dots
     */
    static OwnCode in(Jars jars, String mainClass, Predicate<String> shared) {
        Set<String> packages = new HashSet<>();
        String root = Shape.packageOf(mainClass);
        Map<String, byte[]> all = new LinkedHashMap<>();
        Map<String, byte[]> users = new LinkedHashMap<>();
        for (int jar = 0; jar < jars.count(); jar++) {
            for (String name : jars.classes(jar)) {
                if (jars.holder(name) == jar && !shared.test(Shape.dotted(name))) {
                    byte[] bytes = jars.bytes(jar, name);
                    Names names = Names.of(bytes, shared);
                    if (below(Shape.packageOf(name), root) || names.api) {
                        packages.add(Shape.packageOf(name));
                    }
                    if (jar == 0 || below(Shape.packageOf(name), root) || names.api) {
                        all.put(name, bytes);
                        if (names.shared) {
                            users.put(name, bytes);
                        }
                    }
                }
            }
        }
        OwnCode code = new OwnCode();
        all.forEach((name, bytes) -> {
            if (packages.contains(Shape.packageOf(name))) {
                code.classes.put(name, bytes);
            } else if (users.containsKey(name)) {
                code.foreign.put(name, bytes);
            }
        });
        return code;
    }

    /** Its classes, with their bytes. */
    Map<String, byte[]> classes() {
        return classes;
    }

    /** Classes of libraries in the applet's own jar that use what the host shares. */
    Map<String, byte[]> foreign() {
        return foreign;
    }

    /** The classes that may run, as far as code and strings tell: from these on, all that they name. */
    static Set<String> reachable(Map<String, ClassUses> uses, List<String> begin) {
        Set<String> reached = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(begin);
        while (!next.isEmpty()) {
            String name = next.remove();
            ClassUses here = uses.get(name);
            if (here != null && reached.add(name)) {
                here.uses().forEach(use -> next.add(use.need().element()));
                next.addAll(here.mentioned());
            }
        }
        return reached;
    }

    private static boolean below(String packageName, String root) {
        return packageName.equals(root) || !root.isEmpty() && packageName.startsWith(root + "/");
    }

    /** Whether a class names the applet API, or anything that is shared. */
    private record Names(boolean api, boolean shared) {

        static Names of(byte[] bytes, Predicate<String> shared) {
            try {
                ClassReader reader = new ClassReader(bytes);
                char[] buffer = new char[reader.getMaxStringLength()];
                boolean any = false;
                for (int i = 1; i < reader.getItemCount(); i++) {
                    int offset = reader.getItem(i);
                    if (offset > 0 && reader.readByte(offset - 1) == CLASS) {
                        String name = reader.readUTF8(offset, buffer);
                        if (name.startsWith(API)) {
                            return new Names(true, true);
                        }
                        any |= shared.test(Shape.dotted(name));
                    }
                }
                return new Names(false, any);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                return new Names(false, false);
            }
        }
    }
}
