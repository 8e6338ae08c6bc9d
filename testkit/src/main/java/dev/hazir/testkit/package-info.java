/**
 * Tests of applets against a real host: {@link dev.hazir.testkit.AppletTest} on a test class, {@link
 * dev.hazir.testkit.TestHost} as a parameter of its methods.
 */
@NullMarked
package dev.hazir.testkit;

import org.jspecify.annotations.NullMarked;
