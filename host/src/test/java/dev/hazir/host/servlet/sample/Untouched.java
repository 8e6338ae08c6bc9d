package dev.hazir.host.servlet.sample;

/** Must not be loaded just because it lies in a jar. */
public final class Untouched {

    static {
        System.setProperty("hazir.test.untouched", "loaded");
    }

    private Untouched() {}
}
