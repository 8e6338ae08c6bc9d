/** The first page, and what needs an operator. */
@NullMarked
package dev.hazir.host.admin.page.overview;

import org.jspecify.annotations.NullMarked;
