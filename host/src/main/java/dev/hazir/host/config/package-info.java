/** The host's own configuration: few keys, from file, environment and flags, all mistakes reported at once. */
@NullMarked
package dev.hazir.host.config;

import org.jspecify.annotations.NullMarked;
