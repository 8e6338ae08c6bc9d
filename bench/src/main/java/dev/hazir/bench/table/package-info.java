/** What is printed: figures, ratios, goals and whether they were met. */
@NullMarked
package dev.hazir.bench.table;

import org.jspecify.annotations.NullMarked;
