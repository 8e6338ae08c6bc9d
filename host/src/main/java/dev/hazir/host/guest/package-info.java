/** The one place through which guest code is called, and the watch over it while it runs on an event loop. */
@NullMarked
package dev.hazir.host.guest;

import org.jspecify.annotations.NullMarked;
