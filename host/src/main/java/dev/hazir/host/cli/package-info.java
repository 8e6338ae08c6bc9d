/** The command line: verbs that talk to the host of a home directory through its REST interface. */
@NullMarked
package dev.hazir.host.cli;

import org.jspecify.annotations.NullMarked;
