/** The applet that answers in the host: packed into a jar of its own by {@code bench/run}. */
@NullMarked
package dev.hazir.bench.applet;

import org.jspecify.annotations.NullMarked;
