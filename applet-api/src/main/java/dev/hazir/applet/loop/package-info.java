/** The loop side of an applet: resources, websockets, event streams and timers. Everything here runs on an event loop and must return at once. */
@NullMarked
package dev.hazir.applet.loop;

import org.jspecify.annotations.NullMarked;
