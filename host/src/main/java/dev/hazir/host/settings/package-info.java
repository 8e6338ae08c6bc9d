/** Settings records: what they ask for, where the values come from, and whether they fit. */
@NullMarked
package dev.hazir.host.settings;

import org.jspecify.annotations.NullMarked;
