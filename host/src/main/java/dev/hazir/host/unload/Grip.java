package dev.hazir.host.unload;

import java.util.List;

/** One way in which the JVM can hold an applet's classes. Used by the unload thread alone; tells text only. */
interface Grip {

    /** Loosens it, as far as that harms nobody else; returns a phrase for each thing removed. */
    default List<String> mend(Estate estate) {
        return List.of();
    }

    /** Names what holds the estate this way now. */
    default List<HeldBy> holders(Estate estate) {
        return List.of();
    }

    /** Ends, on an operator's word, what only the applet should have; returns a phrase for each. */
    default List<String> end(Estate estate) {
        return List.of();
    }
}
