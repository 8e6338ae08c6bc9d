/** What the host measures of itself and of applets, for Prometheus. */
@NullMarked
package dev.hazir.host.metrics;

import org.jspecify.annotations.NullMarked;
