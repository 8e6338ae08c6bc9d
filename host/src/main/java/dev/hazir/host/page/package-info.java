/** Pages of applets: Thymeleaf templates of a jar, rendered on worker threads. */
@NullMarked
package dev.hazir.host.page;

import org.jspecify.annotations.NullMarked;
