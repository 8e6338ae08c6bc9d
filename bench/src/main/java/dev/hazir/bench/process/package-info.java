/** The programs under test, each a process of its own. */
@NullMarked
package dev.hazir.bench.process;

import org.jspecify.annotations.NullMarked;
