/** TCP and UDP ports of an applet, listening or connecting. Everything here runs on an event loop and must return at once. */
@NullMarked
package dev.hazir.applet.port;

import org.jspecify.annotations.NullMarked;
