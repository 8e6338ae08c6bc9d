/** What Hazir is compared with: each a program of its own that does no more than answer. */
@NullMarked
package dev.hazir.bench.peer;

import org.jspecify.annotations.NullMarked;
