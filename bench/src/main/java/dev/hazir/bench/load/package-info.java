/** Where load comes from: always a process of its own, so that the server's processor time can be told from it. */
@NullMarked
package dev.hazir.bench.load;

import org.jspecify.annotations.NullMarked;
