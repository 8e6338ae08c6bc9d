package dev.hazir.host.routing;

/** Which kind of thread answers. */
public enum Side {
    /** Worker threads: may block. */
    WEB,
    /** Event loops: must not block. */
    LOOP;

    /** As it stands in JSON and lists. */
    public String word() {
        return this == WEB ? "web" : "loop";
    }
}
