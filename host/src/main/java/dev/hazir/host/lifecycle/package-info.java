/** Starting, stopping and time: what everything else is built from. Knows neither Netty nor Jetty. */
@NullMarked
package dev.hazir.host.lifecycle;

import org.jspecify.annotations.NullMarked;
