package dev.hazir.host.link;

import dev.hazir.host.operation.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** Whether the host can make an applet of the main class. */
final class MainClass {

    private static final String APPLET = "dev/hazir/applet/Applet";

    private MainClass() {}

    static List<Problem> problems(Candidate applet, World world) {
        Shape main = world.find(applet.mainClass());
        if (main == null) {
            return List.of(new Problem(
                    "APP-113",
                    applet.id(),
                    "The main class " + applet.main() + " is not in the jar.",
                    "",
                    "Correct 'main' in the descriptor or add the class."));
        }
        String fault = main.opaque() ? null : fault(main, world);
        return fault == null
                ? List.of()
                : List.of(new Problem(
                        "APP-142",
                        applet.id(),
                        "The main class " + applet.main() + " " + fault + ".",
                        "",
                        "It must be a public class that implements dev.hazir.applet.Applet and has a public constructor"
                                + " without parameters."));
    }

    private static @Nullable String fault(Shape main, World world) {
        if (main.is(Opcodes.ACC_INTERFACE) || main.is(Opcodes.ACC_ABSTRACT)) {
            return "is abstract";
        }
        if (!main.is(Opcodes.ACC_PUBLIC)) {
            return "is not public";
        }
        if (!world.isBelow(main, APPLET)) {
            return "does not implement dev.hazir.applet.Applet";
        }
        Integer constructor = main.methods().get("<init>()V");
        return constructor == null || (constructor & Opcodes.ACC_PUBLIC) == 0
                ? "has no public constructor without parameters"
                : null;
    }
}
