package dev.hazir.applet.loop;

import dev.hazir.applet.Registration;

/** A path claimed by the loop side. Closing it withdraws the claim; requests already being answered finish. */
public interface Route extends Registration {

    /**
     * Says that this route answers instead of a page or servlet on the same path on purpose. Without it the host logs
     * a warning for the shadowed one.
     *
     * @return this route
     */
    Route instead();
}
