/** What the host knows of how it keeps up, put into words: for pages, REST and the command line alike. */
@NullMarked
package dev.hazir.host.admin.health;

import org.jspecify.annotations.NullMarked;
