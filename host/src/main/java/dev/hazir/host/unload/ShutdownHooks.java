package dev.hazir.host.unload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Threads that an applet wants to run when the JVM ends. They are kept until then. */
final class ShutdownHooks implements Grip {

    private static final JdkField HOOKS = JdkField.of("java.lang.ApplicationShutdownHooks", "hooks");

    @Override
    public List<HeldBy> holders(Estate estate) {
        return hooks(estate).stream()
                .map(hook -> HeldBy.removable(
                        "shutdown-hook", hook.getName(), "shutdown hook '" + hook.getName() + "' that was not removed"))
                .toList();
    }

    @Override
    public List<String> end(Estate estate) {
        List<String> done = new ArrayList<>();
        for (Thread hook : hooks(estate)) {
            try {
                if (Runtime.getRuntime().removeShutdownHook(hook)) {
                    done.add("shutdown hook '" + hook.getName() + "' removed");
                }
            } catch (IllegalStateException e) {
                // The JVM is ending: nothing needs to be let go any more.
                return done;
            }
        }
        return done;
    }

    private static List<Thread> hooks(Estate estate) {
        List<Thread> found = new ArrayList<>();
        if (HOOKS.get(null) instanceof Map<?, ?> hooks) {
            for (Object key : List.copyOf(hooks.keySet())) {
                if (key instanceof Thread hook && registeredBy(estate, hook)) {
                    found.add(hook);
                }
            }
        }
        return found;
    }

    private static boolean registeredBy(Estate estate, Thread hook) {
        return estate.owns(hook) || estate.owns(JvmThreads.task(hook)) || estate.owns(hook.getContextClassLoader());
    }
}
