/** For those who make pages: everything the shared style offers, as it looks. */
@NullMarked
package dev.hazir.host.admin.page.dev;

import org.jspecify.annotations.NullMarked;
