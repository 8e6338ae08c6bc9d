/** The composition root: builds the host by hand and runs it. Nobody imports it. */
@NullMarked
package dev.hazir.host.host;

import org.jspecify.annotations.NullMarked;
