/** Fails a test class when a network buffer was lost. Nothing here is called by tests: JUnit finds it. */
@NullMarked
package dev.hazir.leakgate;

import org.jspecify.annotations.NullMarked;
