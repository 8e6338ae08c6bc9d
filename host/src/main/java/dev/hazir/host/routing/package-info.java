/** From a path to what answers it: an immutable table, swapped whole. */
@NullMarked
package dev.hazir.host.routing;

import org.jspecify.annotations.NullMarked;
