package dev.hazir.applet;

/**
 * Takes changes of an applet's settings while it runs; see {@link AppletContext#onSettings}. Called on a worker thread; may
 * block.
 */
@FunctionalInterface
public interface SettingsHandler<S extends Record> {

    /**
     * Lets the applet use other settings. When it returns they are in effect. What is called meanwhile on other threads
     * must not find half of a change: the usual handler makes what is new and then sets one volatile field.
     *
     * <p>It is called again with the two exchanged when what it has done must not last after all: a later handler threw, or
     * the settings could not be written to disk. So it writes nothing to disk that tells of the change: the settings
     * themselves are what is kept.
     *
     * @param before what was in effect
     * @param now what is to be in effect; another record that fits
     * @throws Invalid to refuse a value; its message is shown at the setting
     * @throws Exception when the change cannot be made; it counts as a fault of the applet, and its message is shown to the
     *     operator. Whatever it throws, it has to leave everything as it was before: the old settings stay in effect
     */
    void changed(S before, S now) throws Exception;
}
