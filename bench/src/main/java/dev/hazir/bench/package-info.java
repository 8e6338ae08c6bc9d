/** Whole-server load tests: what a user would feel, against the servers a user would otherwise choose. */
@NullMarked
package dev.hazir.bench;

import org.jspecify.annotations.NullMarked;
