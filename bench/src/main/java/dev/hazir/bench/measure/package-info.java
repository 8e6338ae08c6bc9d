/** One class for each thing that is measured, and what they share. */
@NullMarked
package dev.hazir.bench.measure;

import org.jspecify.annotations.NullMarked;
