/** Who may come in to the operator's side, and what was done there. */
@NullMarked
package dev.hazir.host.security;

import org.jspecify.annotations.NullMarked;
