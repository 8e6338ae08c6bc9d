package dev.hazir.host.security;

import java.util.List;

/**
 * Who asks for something.
 *
 * @param name of the person, or {@code token <name>}, or {@code cli}
 * @param role what the caller may do
 * @param applets the only applets that the caller may touch; empty for all
 * @param from the address, or empty on the machine itself
 */
public record Caller(String name, Role role, List<String> applets, Door door, String from) {

    public Caller {
        applets = List.copyOf(applets);
    }

    /** Whether the caller may do something with an applet. */
    public boolean mayTouch(String applet) {
        return applets.isEmpty() || applets.contains(applet);
    }
}
