/** The home directory and files in it that change in one step. */
@NullMarked
package dev.hazir.host.store;

import org.jspecify.annotations.NullMarked;
