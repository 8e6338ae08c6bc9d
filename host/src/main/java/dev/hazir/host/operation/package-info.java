/** Long-running acts of an operator, and the problems they run into, as data. */
@NullMarked
package dev.hazir.host.operation;

import org.jspecify.annotations.NullMarked;
