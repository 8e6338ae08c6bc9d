package dev.hazir.host.link;

import dev.hazir.host.operation.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * The check of one jar. What own code needs of the host must be there; what it needs otherwise must be there if it may run.
 * Of libraries only what they need of the host is told, as a warning: they often name what they can do without.
 */
final class Inspection {

    private static final String API = "dev/hazir/";

    private final Candidate applet;
    private final Jars jars;
    private final World world;
    private final Resolution resolution;
    private final Missing missing = new Missing();
    private final Missing doubtful = new Missing();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    Inspection(Candidate applet, Jars jars, World world) {
        this.applet = applet;
        this.jars = jars;
        this.world = world;
        this.resolution = new Resolution(world);
    }

    LinkReport report() {
        problems.addAll(MainClass.problems(applet, world));
        warnings.addAll(new Copies(applet, jars).warnings());
        OwnCode code = OwnCode.in(jars, applet.mainClass(), applet.shared());
        if (tooNew(code)) {
            return new LinkReport(problems, warnings);
        }
        Map<String, ClassUses> uses = read(code.classes());
        Set<String> reachable = OwnCode.reachable(uses, begin(uses));
        uses.values().forEach(own -> inspect(own, reachable.contains(own.name())));
        read(code.foreign()).values().forEach(this::inspectForeign);
        problems.addAll(missing.problems("APP-140", applet, applet.id() + " " + applet.version()));
        warnings.addAll(doubtful.problems("APP-144", applet, "A library of " + applet.id()));
        return new LinkReport(problems, warnings, states(uses));
    }

    private static List<String> states(Map<String, ClassUses> uses) {
        return uses.values().stream()
                .flatMap(own -> own.states().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Where code begins to run: the main class, what the host finds by annotation, and services. */
    private List<String> begin(Map<String, ClassUses> uses) {
        List<String> begin = new ArrayList<>(jars.services());
        begin.add(applet.mainClass());
        uses.values().stream().filter(ClassUses::annotated).map(ClassUses::name).forEach(begin::add);
        return begin;
    }

    private void inspect(ClassUses own, boolean runs) {
        Shape from = world.find(own.name());
        if (from == null || from.opaque() || from.origin() != Shape.Origin.OWN) {
            return;
        }
        for (Use use : own.uses()) {
            boolean ofHost = world.shared(use.need().element());
            if (!use.guarded() && (ofHost || runs)) {
                tell(missing, use, fault(from, use.need()));
            }
        }
        unimplemented(from, own);
    }

    private void inspectForeign(ClassUses library) {
        Shape from = world.find(library.name());
        for (Use use : library.uses()) {
            String owner = use.need().element();
            // A class that the host lacks as a whole is what libraries go without; a member that is missing is a
            // surprise.
            if (from != null && !use.guarded() && world.shared(owner) && world.find(owner) != null) {
                tell(doubtful, use, resolution.fault(from, use.need()));
            }
        }
    }

    private @Nullable String fault(Shape from, Need need) {
        Shape owner = world.find(need.element());
        if (owner != null && owner.release() > Runtime.version().feature()) {
            return "It was compiled for Java " + owner.release() + "; this host runs on Java "
                    + Runtime.version().feature() + ".";
        }
        return resolution.fault(from, need);
    }

    /** A class that is missing is told itself, not each member of it. */
    private void tell(Missing where, Use use, @Nullable String why) {
        if (why != null) {
            String owner = use.need().element();
            where.add(world.find(owner) == null ? Need.type(owner) : use.need(), why, use.place());
        }
    }

    /** A class made for an older host may lack a method that this one calls. */
    private void unimplemented(Shape type, ClassUses own) {
        if (type.is(Opcodes.ACC_ABSTRACT) || type.is(Opcodes.ACC_INTERFACE)) {
            return;
        }
        for (Use use : own.uses()) {
            Need need = use.need();
            if (need.kind() == Need.Kind.INTERFACE || need.kind() == Need.Kind.SUPERCLASS) {
                unimplemented(type, need.owner(), use.place());
            }
        }
    }

    private void unimplemented(Shape type, String above, String place) {
        Shape shape = world.find(above);
        if (shape == null || shape.origin() == Shape.Origin.PLATFORM) {
            return;
        }
        if (shape.origin() == Shape.Origin.SHARED) {
            shape.methods().forEach((member, flags) -> {
                if ((flags & Opcodes.ACC_ABSTRACT) != 0 && !resolution.implementsMethod(type, member)) {
                    int parameters = member.indexOf('(');
                    Need need = Need.method(
                            above, member.substring(0, parameters), member.substring(parameters), false, true);
                    (above.startsWith(API) ? missing : doubtful)
                            .add(need, Shape.dotted(type.name()) + " does not implement it.", place);
                }
            });
        }
        shape.interfaces().forEach(next -> unimplemented(type, next, place));
        if (shape.superName() != null) {
            unimplemented(type, shape.superName(), place);
        }
    }

    /** Code for a newer Java is told once and not looked at: this one may not even be able to read it. */
    private boolean tooNew(OwnCode code) {
        int release = 0;
        String example = "";
        for (Map.Entry<String, byte[]> type : code.classes().entrySet()) {
            if (Shape.release(type.getValue()) > release) {
                release = Shape.release(type.getValue());
                example = type.getKey();
            }
        }
        if (release <= Runtime.version().feature()) {
            return false;
        }
        problems.add(new Problem(
                "APP-141",
                applet.id(),
                applet.id() + " " + applet.version() + " was compiled for Java " + release + "; this host runs on Java "
                        + Runtime.version().feature() + ".",
                "For example " + Shape.dotted(example) + ".",
                "Run the host with Java " + release + " or newer, or build the applet for Java "
                        + Runtime.version().feature() + "."));
        return true;
    }

    private static Map<String, ClassUses> read(Map<String, byte[]> classes) {
        Map<String, ClassUses> uses = new LinkedHashMap<>();
        classes.forEach((name, bytes) -> {
            if (Shape.release(bytes) <= Runtime.version().feature()) {
                uses.put(name, ClassUses.read(name, bytes));
            }
        });
        return uses;
    }
}
