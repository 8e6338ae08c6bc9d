package dev.hazir.host.unload;

import java.util.List;

/**
 * Something outside an applet that keeps its classes. Holds text only, nothing of the applet.
 *
 * @param kind such as {@code thread}, {@code timer} or {@code shutdown-hook}
 * @param name what it is called there: a thread's name, a key, a field
 * @param what one phrase: what it is and what of the applet it holds
 * @param stack the applet's calls that are under way there, innermost first; empty for what is no thread
 * @param removable whether the host can end it on an operator's word
 */
public record HeldBy(String kind, String name, String what, List<String> stack, boolean removable) {

    static HeldBy of(String kind, String name, String what) {
        return new HeldBy(kind, name, what, List.of(), false);
    }

    static HeldBy removable(String kind, String name, String what) {
        return new HeldBy(kind, name, what, List.of(), true);
    }
}
