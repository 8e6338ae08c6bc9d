package dev.hazir.host.link;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * Resolves what a class needs as the Java machine does (JVMS 17, section 5.4.3), without loading anything. Where a class
 * is unknown the answer is that all is well: only what certainly fails is told. Used by one thread.
 */
final class Resolution {

    private static final String OBJECT = "java/lang/Object";
    private static final Set<String> POLYMORPHIC =
            Set.of("java/lang/invoke/MethodHandle", "java/lang/invoke/VarHandle");

    /** A member that was found; flags are -1 when a class on the way is unknown. */
    private record Member(Shape holder, int flags) {}

    private final World world;
    private final Map<Need, Optional<Member>> found = new HashMap<>();

    Resolution(World world) {
        this.world = world;
    }

    /** Why a need of a class cannot be met, one sentence, or null when it can. */
    @Nullable
    String fault(Shape from, Need need) {
        String element = need.element();
        if (element.isEmpty()) {
            return null;
        }
        Shape owner = world.find(element);
        if (owner == null) {
            return absent(element);
        }
        String closed = closed(from, owner);
        if (closed != null || owner.opaque()) {
            return closed;
        }
        if (need.owner().startsWith("[")) {
            return null; // an array has the methods of Object and a clone of its own
        }
        return switch (need.kind()) {
            case TYPE -> null;
            case SUPERCLASS -> extension(owner);
            case INTERFACE -> owner.is(Opcodes.ACC_INTERFACE) ? null : named(owner) + " is not an interface.";
            default -> member(from, owner, need);
        };
    }

    /** Whether a class has a method with a body for what an abstract one above it asks for. */
    boolean implementsMethod(Shape type, String member) {
        Member found = method(type, member, new HashSet<>());
        return found == null || found.flags() == -1 || (found.flags() & Opcodes.ACC_ABSTRACT) == 0;
    }

    private @Nullable String member(Shape from, Shape owner, Need need) {
        boolean isField = need.kind().isField();
        if (need.kind().isMethod()
                && owner.is(Opcodes.ACC_INTERFACE) != need.kind().ofInterface()) {
            return named(owner) + (owner.is(Opcodes.ACC_INTERFACE) ? " is an interface here." : " is a class here.");
        }
        if (POLYMORPHIC.contains(owner.name()) && polymorphic(owner, need)) {
            return null;
        }
        Member found = this.found
                .computeIfAbsent(need, key -> Optional.ofNullable(find(owner, key)))
                .orElse(null);
        if (found == null) {
            return named(owner) + " has no such "
                    + (isField ? "field" : need.name().equals("<init>") ? "constructor" : "method") + "."
                    + similar(owner, need);
        }
        if (found.flags() == -1) {
            return null;
        }
        if (((found.flags() & Opcodes.ACC_STATIC) != 0) != need.kind().isStatic()) {
            return "It is " + (need.kind().isStatic() ? "not static" : "static") + " in " + named(found.holder()) + ".";
        }
        return accessible(from, found) ? null : "It is not accessible in " + named(found.holder()) + ".";
    }

    private @Nullable Member find(Shape owner, Need need) {
        if (need.kind().isField()) {
            return field(owner, need.member(), new HashSet<>());
        }
        if (need.name().startsWith("<")) {
            Integer flags = owner.methods().get(need.member());
            return flags == null ? null : new Member(owner, flags);
        }
        Member found = method(owner, need.member(), new HashSet<>());
        if (found == null && owner.is(Opcodes.ACC_INTERFACE)) {
            Shape object = world.find(OBJECT);
            return object == null ? null : method(object, need.member(), new HashSet<>());
        }
        return found;
    }

    private @Nullable Member field(Shape type, String member, Set<String> seen) {
        Integer flags = type.opaque() ? Integer.valueOf(-1) : type.fields().get(member);
        if (flags != null) {
            return new Member(type, flags);
        }
        for (String next : type.interfaces()) {
            Member found = above(type, next, seen, (above, rest) -> field(above, member, rest));
            if (found != null) {
                return found;
            }
        }
        return type.superName() == null
                ? null
                : above(type, type.superName(), seen, (above, rest) -> field(above, member, rest));
    }

    /** Of a class and those it extends, then of interfaces; there a method with a body goes before one without. */
    private @Nullable Member method(Shape type, String member, Set<String> seen) {
        Integer flags = type.opaque() ? Integer.valueOf(-1) : type.methods().get(member);
        if (flags != null) {
            return new Member(type, flags);
        }
        Member found = type.superName() == null
                ? null
                : above(type, type.superName(), seen, (above, rest) -> method(above, member, rest));
        if (found != null && (found.flags() == -1 || (found.flags() & Opcodes.ACC_ABSTRACT) == 0)) {
            return found;
        }
        for (String next : type.interfaces()) {
            Member other = above(type, next, seen, (above, rest) -> method(above, member, rest));
            if (other != null && (other.flags() == -1 || (other.flags() & Opcodes.ACC_ABSTRACT) == 0)) {
                return other;
            }
            found = found == null ? other : found;
        }
        return found;
    }

    private interface Search {
        @Nullable
        Member in(Shape above, Set<String> seen);
    }

    private @Nullable Member above(Shape below, String name, Set<String> seen, Search search) {
        if (!seen.add(name)) {
            return null;
        }
        Shape shape = world.find(name);
        return shape == null ? new Member(below, -1) : search.in(shape, seen);
    }

    private @Nullable String extension(Shape owner) {
        if (owner.is(Opcodes.ACC_INTERFACE)) {
            return named(owner) + " is an interface.";
        }
        return owner.is(Opcodes.ACC_FINAL) ? named(owner) + " is final." : null;
    }

    private @Nullable String closed(Shape from, Shape type) {
        String closed = type.origin() == Shape.Origin.PLATFORM ? world.closed(type.packageName()) : null;
        if (closed != null) {
            return closed;
        }
        return type.is(Opcodes.ACC_PUBLIC) || samePackage(from, type) ? null : named(type) + " is not public.";
    }

    private boolean accessible(Shape from, Member member) {
        int flags = member.flags();
        Shape holder = member.holder();
        if ((flags & Opcodes.ACC_PUBLIC) != 0) {
            return true;
        }
        if ((flags & Opcodes.ACC_PRIVATE) != 0) {
            return from.nest().equals(holder.nest());
        }
        return samePackage(from, holder) || (flags & Opcodes.ACC_PROTECTED) != 0 && world.isBelow(from, holder.name());
    }

    /** Packages of one name in two loaders are two packages. */
    private static boolean samePackage(Shape a, Shape b) {
        return a.origin() == b.origin() && a.packageName().equals(b.packageName());
    }

    private static boolean polymorphic(Shape owner, Need need) {
        return owner.methods().entrySet().stream()
                .anyMatch(method -> method.getKey().startsWith(need.name() + "([Ljava/lang/Object;)")
                        && (method.getValue() & Opcodes.ACC_NATIVE) != 0);
    }

    private String absent(String className) {
        if (world.shared(className)) {
            return "This host has no such class.";
        }
        return world.ofPlatform(className)
                ? "Java " + Runtime.version().feature() + " has no such class."
                : "It is neither in the jar nor among what the host shares.";
    }

    /** What the class has under the same name, for the reader to compare. */
    private static String similar(Shape owner, Need need) {
        if (need.kind().isField()) {
            return "";
        }
        String others = owner.methods().keySet().stream()
                .filter(member -> member.startsWith(need.name() + "("))
                .map(member -> (need.name().equals("<init>") ? Need.simple(owner.name()) : need.name())
                        + Need.parameters(member.substring(need.name().length())))
                .distinct()
                .sorted()
                .limit(3)
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : " It has " + others + ".";
    }

    private static String named(Shape type) {
        return Shape.dotted(type.name());
    }
}
