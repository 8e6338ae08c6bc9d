package dev.hazir.host.port;

import dev.hazir.host.operation.Problem;
import dev.hazir.host.port.PortOverrides.Place;
import java.net.BindException;
import org.jspecify.annotations.Nullable;

/** Why a port of an applet cannot be opened, for operators. */
final class PortRefusal {

    private PortRefusal() {}

    /**
     * The problem.
     *
     * @param holder who has the place, as far as somebody has it
     */
    static Problem of(String applet, Declaration declared, Place place, @Nullable Throwable cause, String holder) {
        String wanted = applet + " wants it for its port \"" + declared.name() + "\", on " + place.bind() + ".";
        if (taken(cause)) {
            return new Problem(
                    "APP-103",
                    applet,
                    "The " + (declared.protocol().equals("udp") ? "UDP port " : "port ") + place.number()
                            + " is used by " + holder + ".",
                    wanted,
                    "Set another number for port \"" + declared.name() + "\" of " + applet + ", or free this one.");
        }
        return new Problem(
                "APP-115",
                applet,
                "The port " + place.number() + " on " + place.bind() + " cannot be opened: "
                        + (cause == null ? "it was interrupted" : cause.getMessage()) + ".",
                wanted,
                "Set another address or number for port \"" + declared.name() + "\" of " + applet + ".");
    }

    private static boolean taken(@Nullable Throwable cause) {
        return cause instanceof BindException
                && String.valueOf(cause.getMessage()).contains("in use");
    }
}
