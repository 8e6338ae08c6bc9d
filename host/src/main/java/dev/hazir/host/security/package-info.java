/** Who may do what: for now the token of the command line. */
@NullMarked
package dev.hazir.host.security;

import org.jspecify.annotations.NullMarked;
