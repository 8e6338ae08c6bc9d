/** Where log lines go. */
@NullMarked
package dev.hazir.host.log;

import org.jspecify.annotations.NullMarked;
