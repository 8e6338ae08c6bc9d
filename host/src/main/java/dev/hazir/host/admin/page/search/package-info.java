/** Finds applets, pages, routes, settings, problems and acts by words. */
@NullMarked
package dev.hazir.host.admin.page.search;

import org.jspecify.annotations.NullMarked;
