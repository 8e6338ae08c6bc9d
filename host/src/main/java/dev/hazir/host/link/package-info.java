/** Whether everything that a jar's code needs is there, found by reading its classes: none is loaded for it. */
@NullMarked
package dev.hazir.host.link;

import org.jspecify.annotations.NullMarked;
